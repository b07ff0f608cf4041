package org.sipcast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.sipcast.call.CallRegistry;
import org.sipcast.channel.Channel;
import org.sipcast.channel.ChannelProblem;
import org.sipcast.channel.Channels;
import org.sipcast.editing.EditedFile;
import org.sipcast.editing.Problem;
import org.sipcast.sip.stack.Registrations;
import org.sipcast.vlc.VlcConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes conf/channels.yaml, and the accounts of its channels, while the server runs. A new channel can be called at once, one that is gone takes no
 * more calls. What changes for VLC on a live channel that somebody watches waits until nobody does; then its VLC ends, and the next call begins
 * with the new settings.
 */
final class ChannelEdits implements EditedFile {
    private static final Logger log = LoggerFactory.getLogger(ChannelEdits.class);

    private final CamelContext camel;
    private final Channels channels;
    private final CallRegistry calls;
    private final AccountEdits accountEdits;
    private final Path file;
    private final Path media;
    private final Path accounts;
    private final Map<String, Channel> waiting = new LinkedHashMap<>();

    ChannelEdits(CamelContext camel, Channels channels, CallRegistry calls, Registrations registrations) {
        this.camel = camel;
        this.channels = channels;
        this.calls = calls;
        file = Path.of(Wiring.setting(camel, "channels"));
        media = Path.of(Wiring.setting(camel, "media"));
        accounts = Path.of(Wiring.setting(camel, "accounts"));
        accountEdits = new AccountEdits(camel, registrations, accounts);
    }

    /** What was wrong when the application started: those channels and accounts are missing, the others there. */
    List<Problem> problemsAtStart() {
        List<Problem> found = new ArrayList<>(problems(channels));
        found.addAll(accountEdits.problems(names()));
        return found;
    }

    private List<String> names() {
        return channels.all().stream().map(Channel::name).toList();
    }

    private static List<Problem> problems(Channels read) {
        return read.problems().stream().map(ChannelEdits::problem).toList();
    }

    private static Problem problem(ChannelProblem each) {
        return new Problem(each.file(), each.line(), each.field() + " " + each.what(), each.remedy());
    }

    @Override
    public List<Path> files() {
        return List.of(file, accounts);
    }

    /** One of the files may be wrong while the other is right. */
    @Override
    public List<Problem> take() {
        Channels read = Channels.read(file, media);
        List<Problem> found = new ArrayList<>(problems(read));
        if (found.isEmpty()) {
            take(read);
        }
        found.addAll(accountEdits.take(names()));
        look();
        return found;
    }

    private void take(Channels read) {
        waiting.clear();
        Map<String, Channel> next = new LinkedHashMap<>();
        for (Channel wanted : read.all()) {
            Channel now = channels.find(wanted.name()).orElse(wanted);
            boolean waits = !now.sendsAs(wanted) && now.isLive();
            if (waits) {
                waiting.put(wanted.name(), wanted);
            }
            next.put(wanted.name(), waits ? now : wanted);
        }
        say(next);
        channels.become(next.values());
    }

    private void say(Map<String, Channel> next) {
        List<String> added = new ArrayList<>(next.keySet());
        List<String> removed = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Channel each : channels.all()) {
            added.remove(each.name());
            Channel other = next.get(each.name());
            if (other == null) {
                removed.add(each.name());
            } else if (!other.equals(each)) {
                changed.add(each.name());
            }
        }
        log.info(
                "Channels edited: added {}, changed {}, removed {}, to be changed as soon as nobody watches {}",
                added,
                changed,
                removed,
                waiting.keySet());
    }

    /** Changes the channels that waited for their last viewer to go. */
    @Override
    public void look() {
        accountEdits.look();
        waiting.values().removeIf(wanted -> {
            if (calls.viewers().getOrDefault(wanted.name(), 0) > 0 || !isEnded(wanted.name())) {
                return false;
            }
            Map<String, Channel> next = new LinkedHashMap<>();
            channels.all().forEach(each -> next.put(each.name(), each));
            if (next.replace(wanted.name(), wanted) != null) {
                channels.become(next.values());
                log.info("Channel {} is changed", wanted.name());
            }
            return true;
        });
    }

    /** Ends the VLC of a channel, unless a call comes in just now. */
    private boolean isEnded(String channel) {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            Exchange answer = template.send("vlc:shutdown", exchange -> {
                exchange.setPattern(ExchangePattern.InOnly);
                exchange.getMessage().setHeader(VlcConstants.INSTANCE, channel);
            });
            return answer.getException() == null
                    && "ended".equals(answer.getMessage().getHeader(VlcConstants.STATE, String.class));
        } catch (Exception e) {
            log.debug("The VLC of {} did not end", channel, e);
            return false;
        }
    }
}
