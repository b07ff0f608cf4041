package org.sipcast.channel;

/**
 * Something wrong in conf/channels.yaml.
 *
 * @param file as it was given to {@link Channels#read}
 * @param line from 1
 * @param field such as {@code demo.video.width}; the channel's name for the channel as a whole
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
