package org.sipcast.sip.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The accounts in a properties file with the keys {@code CHANNEL.user}, {@code CHANNEL.password} and, where it is not the
 * usual one, {@code CHANNEL.domain}.
 *
 * @param accounts those that are complete, in the order of their channels
 * @param problems what is wrong in the file, for people, without any value that the file holds
 */
public record AccountsFile(List<Account> accounts, List<String> problems) {

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
        Properties properties = new Properties();
        List<String> problems = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            if (isReadableByOthers(file)) {
                problems.add(file + " holds passwords, but everybody on this machine may read it: chmod o-r " + file);
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add("The accounts in " + file + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
        Map<String, Map<String, String>> byChannel = sorted(properties, file, problems);
        Set<String> unknown = new TreeSet<>(byChannel.keySet());
        unknown.removeAll(channels);
        unknown.forEach(name -> problems.add(file + " has an account for " + name + ", which is no channel"));
        byChannel.keySet().removeAll(unknown);
        List<Account> accounts = new ArrayList<>();
        byChannel.forEach((channel, values) -> {
            try {
                accounts.add(new Account(
                        channel,
                        required(values, "user"),
                        values.getOrDefault("domain", domain),
                        new Password(required(values, "password"))));
            } catch (IllegalArgumentException e) {
                problems.add("The account of " + channel + " in " + file + ": " + e.getMessage());
            }
        });
        return new AccountsFile(accounts, problems);
    }

    private static Map<String, Map<String, String>> sorted(Properties properties, Path file, List<String> problems) {
        Map<String, Map<String, String>> byChannel = new TreeMap<>();
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            Matcher parts = KEY.matcher(key);
            if (parts.matches()) {
                byChannel
                        .computeIfAbsent(parts.group(1), none -> new TreeMap<>())
                        .put(parts.group(2), properties.getProperty(key).strip());
            } else {
                problems.add(file + " has the key " + key + ", but only CHANNEL.user, .password and .domain are known");
            }
        }
        return byChannel;
    }

    private static String required(Map<String, String> values, String name) {
        @Nullable String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static boolean isReadableByOthers(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }
}
