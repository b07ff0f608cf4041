package org.sipcast.billing.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a node's chain from its anchor to its end and finds what was changed, taken away or put in between. */
public final class JournalCheck {
    private static final int PAGE = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Journal journal;
    private final MessageDigest sha256 = CloudEvents.sha256();
    private final Set<String> open = new HashSet<>();

    public JournalCheck(Journal journal) {
        this.journal = journal;
    }

    /**
     * What was found.
     *
     * @param first the seq that the chain begins behind
     * @param last the seq of the last record that is right
     * @param open how many calls have no end
     * @param problem what is wrong with the record that follows; null if there is nothing
     */
    public record Result(long first, long last, int open, @Nullable String problem) {}

    /** Looks at all records; the first that is not right ends it. */
    public Result run() throws SQLException {
        while (true) {
            ChainHead anchor = journal.anchor();
            Result result = run(anchor);
            // or else what seems to be missing was deleted meanwhile, because it was old
            if (result.problem() == null || journal.anchor().equals(anchor)) {
                return result;
            }
        }
    }

    private Result run(ChainHead anchor) throws SQLException {
        open.clear();
        // before the chain is read, which goes on meanwhile
        long handedOn = journal.seq(Sql.FURTHEST_FEED);
        long second = journal.seq(Sql.SECOND_OF_AN_ID);
        long late = journal.seq(Sql.INTERIM_AFTER_STOP);
        ChainHead at = anchor;
        for (List<JournalRecord> page = journal.after(at.seq(), PAGE);
                !page.isEmpty();
                page = journal.after(at.seq(), PAGE)) {
            for (JournalRecord record : page) {
                Optional<String> problem = problem(record, at, anchor);
                if (problem.isEmpty() && record.seq() == second) {
                    problem = Optional.of("its id was there before: " + record.id());
                } else if (problem.isEmpty() && record.seq() == late) {
                    problem = Optional.of("it is of a call that has ended: " + record.id());
                }
                if (problem.isPresent()) {
                    return new Result(anchor.seq(), at.seq(), open.size(), problem.get());
                }
                at = new ChainHead(record.seq(), record.hash());
            }
        }
        String missing =
                at.seq() < handedOn ? "a feed has handed on records up to " + handedOn + ", which are not there" : null;
        return new Result(anchor.seq(), at.seq(), open.size(), missing);
    }

    private Optional<String> problem(JournalRecord record, ChainHead before, ChainHead anchor) {
        if (record.seq() != before.seq() + 1) {
            return Optional.of("it is missing: the next is " + record.seq());
        }
        if (!record.hash().equals(CloudEvents.hash(sha256, record.json()))) {
            return Optional.of("its text was changed: the hash is another");
        }
        JsonNode event;
        try {
            event = JSON.readTree(record.json());
        } catch (JsonProcessingException e) {
            return Optional.of("its text is no JSON");
        }
        if (!event.path("previoushash").asText().equals(before.hash())) {
            return Optional.of("it names another predecessor: one of both was replaced");
        }
        if (!agrees(record, event)) {
            return Optional.of("its columns say something else than its text");
        }
        return sequence(record, anchor);
    }

    private static boolean agrees(JournalRecord record, JsonNode event) {
        return event.path("sequence").asText().equals(CloudEvents.sequence(record.seq()))
                && event.path("id").asText().equals(record.id())
                && event.path("subject").asText().equals(record.call())
                && event.path("source").asText().equals("/sipcast/" + record.node())
                && event.path("type").asText().startsWith("org.sipcast.call." + record.event() + ".v")
                && event.at("/data/channel").asText().equals(record.channel());
    }

    /** Each call has one start, and after that at most one end. */
    private Optional<String> sequence(JournalRecord record, ChainHead anchor) {
        String call = record.call();
        if (record.event().equals(EventType.STARTED.word())) {
            return open.add(call) ? Optional.empty() : Optional.of("call " + call + " started before");
        }
        if (record.event().equals(EventType.STOPPED.word()) && !open.remove(call)) {
            // its start may be among those that were deleted
            return anchor.seq() > 0 ? Optional.empty() : Optional.of("call " + call + " has not started, or has ended");
        }
        return Optional.empty();
    }
}
