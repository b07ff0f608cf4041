package org.sipcast.sip.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The accounts in a properties file with the keys {@code CHANNEL.user}, {@code CHANNEL.password} and, where it is not the
 * usual one, {@code CHANNEL.domain}.
 *
 * @param accounts those that are complete, in the order of their channels
 * @param problems what is wrong in the file, for people, without any value that the file holds
 * @param complete whether the file was understood to its end, so that who has no account here is to have none
 */
public record AccountsFile(List<Account> accounts, List<AccountProblem> problems, boolean complete) {

    private static final Pattern KEY = Pattern.compile("(.+)\\.(user|password|domain)");

    public AccountsFile {
        accounts = List.copyOf(accounts);
        problems = List.copyOf(problems);
    }

    /**
     * Reads what can be read of a file.
     *
     * @param domain the usual one
     * @param channels those that there are; accounts of others are a problem
     */
    public static AccountsFile read(Path file, String domain, Collection<String> channels) {
        List<AccountProblem> problems = new ArrayList<>();
        Map<String, Entries> byChannel = sorted(lines(file, problems), file, problems);
        List<Account> accounts = new ArrayList<>();
        byChannel.forEach((channel, entries) -> {
            if (!channels.contains(channel)) {
                problems.add(new AccountProblem(
                        file,
                        entries.line(),
                        "an account for " + channel + ", which is no channel",
                        "correct the name, or remove its lines"));
                return;
            }
            try {
                accounts.add(new Account(
                        channel,
                        entries.required("user"),
                        entries.values().getOrDefault("domain", domain),
                        new Password(entries.required("password"))));
            } catch (IllegalArgumentException e) {
                problems.add(new AccountProblem(
                        file, entries.line(), "the account of " + channel + ": " + e.getMessage(), "correct it"));
            }
        });
        boolean complete = problems.isEmpty();
        if (isReadableByOthers(file)) {
            problems.add(new AccountProblem(
                    file, 1, "holds passwords, but everybody on this machine may read it", "chmod o-r " + file));
        }
        return new AccountsFile(accounts, problems, complete);
    }

    private static List<PropertyLine> lines(Path file, List<AccountProblem> problems) {
        try {
            return PropertyLine.all(
                    Files.readString(file, StandardCharsets.UTF_8),
                    (line, what) -> problems.add(new AccountProblem(file, line, what, "correct this line")));
        } catch (IOException e) {
            problems.add(new AccountProblem(
                    file,
                    1,
                    "can't be read (" + e.getClass().getSimpleName() + ")",
                    "see that it is there, that we may read it, and that it is UTF-8"));
            return List.of();
        }
    }

    private static Map<String, Entries> sorted(List<PropertyLine> lines, Path file, List<AccountProblem> problems) {
        Map<String, Entries> byChannel = new TreeMap<>();
        for (PropertyLine line : lines) {
            Matcher parts = KEY.matcher(line.key());
            if (parts.matches()) {
                byChannel
                        .computeIfAbsent(parts.group(1), none -> new Entries(line.number(), new TreeMap<>()))
                        .values()
                        .put(parts.group(2), line.value().strip());
            } else {
                problems.add(new AccountProblem(
                        file,
                        line.number(),
                        "the key " + line.key() + " is not known",
                        "CHANNEL.user, CHANNEL.password and CHANNEL.domain are"));
            }
        }
        return byChannel;
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false; // it is not there, which was said
        }
    }

    /** What the file says of one channel, and the first line that does. */
    private record Entries(int line, Map<String, String> values) {
        String required(String name) {
            @Nullable String value = values.get(name);
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("no " + name);
            }
            return value;
        }
    }
}
