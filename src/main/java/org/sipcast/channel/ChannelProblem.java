package org.sipcast.channel;

/**
 * Something wrong in conf/channels.yaml.
 *
 * @param file as it was given to {@link Channels#read}
 * @param line from 1
 * @param field the way to it through the file, such as {@code channels.demo.video.width}
 * @param what is wrong
 * @param remedy what to do
 */
public record ChannelProblem(String file, int line, String field, String what, String remedy) {
    /** {@code FILE:LINE: FIELD: WHAT; REMEDY}, which editors and terminals turn into a link. */
    @Override
    public String toString() {
        return file + ':' + line + ": " + field + ": " + what + "; " + remedy;
    }
}
