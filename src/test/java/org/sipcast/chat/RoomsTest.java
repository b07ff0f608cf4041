package org.sipcast.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomsTest extends RoomTests {
    @Test
    void allGetAllLinesOfOthersInOneOrder() {
        join("a", "Anna");
        join("b", "Bob");
        join("c", "Cleo");

        say("a", "one");
        say("b", "two");

        assertThat(got("a")).containsExactly("Bob: two");
        assertThat(got("b")).containsExactly("Anna: one");
        assertThat(got("c")).containsExactly("Anna: one", "Bob: two");
    }

    @Test
    void aLineThatTheBusBringsTwiceIsSaidOnce() {
        join("a", "Anna");
        join("b", "Bob");
        Line line = rooms.line(sender("a"), "one");

        rooms.deliver(line);
        rooms.deliver(line);

        assertThat(got("b")).containsExactly("Anna: one");
    }

    @Test
    void whoDoesNotAnswerLosesTheOldestAndHoldsUpNobody() {
        join("a", "Anna");
        join("b", "Bob");
        join("c", "Cleo");
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        slow.put("b", answer);
        IntStream.rangeClosed(1, 6).forEach(i -> say("a", "line " + i));

        assertThat(got("b")).containsExactly("Anna: line 1");
        assertThat(got("c")).hasSize(6);

        slow.remove("b");
        answer.complete(200);

        assertThat(got("b")).containsExactly("Anna: line 1", "Anna: line 4", "Anna: line 5", "Anna: line 6");
    }

    @Test
    void whoTakesNoMessagesGetsNoMore() {
        join("a", "Anna");
        for (int status : new int[] {405, 415, 501}) {
            statuses.put("b" + status, status);
            join("b" + status, "Bob");
        }
        statuses.put("c", 500);
        join("c", "Cleo");

        say("a", "one");
        say("a", "two");

        assertThat(List.of(got("b405"), got("b415"), got("b501")))
                .allMatch(lines -> lines.equals(List.of("Anna: one")));
        assertThat(got("c")).hasSize(2);
    }

    @Test
    void whoRefusesCpimGetsTextAndWhoTookOneIsNotGivenUp() {
        join("a", "Anna");
        statuses.put("b", 415);
        rooms.expect(call("b", null), null, "Bob", "message/cpim");
        rooms.enter("b");

        CompletableFuture<Integer> answer = new CompletableFuture<>();
        slow.put("b", answer);
        say("a", "one");
        slow.remove("b");
        statuses.put("b", 200);
        answer.complete(415);
        statuses.put("b", 415);
        say("a", "two");
        say("a", "three");

        assertThat(got("b")).hasSize(4).first().asString().startsWith("From: \"Anna\"");
        assertThat(got("b")).endsWith("Anna: one", "Anna: two", "Anna: three");
    }

    @Test
    void twoOfTheSameNameCanBeToldApart() {
        join("a", "Anna");
        join("b", "ANNA");
        join("c", "Anna (2)");
        join("d", null);
        join("e", null);

        assertThat(List.of("a", "b", "c", "d", "e"))
                .extracting(call -> sender(call).name())
                .containsExactly("Anna", "ANNA (2)", "Anna (2) (2)", "Viewer", "Viewer (2)");
    }

    @Test
    void aNameIsFreeAgainWhenItsViewerHasGone() {
        join("a", "Anna");
        rooms.leave("a");
        join("b", "Anna");

        assertThat(sender("b").name()).isEqualTo("Anna");
    }

    @Test
    void aNameIsFreeAlsoIfALineOfItsFormerViewerComesLate() {
        join("a", "Anna");
        join("b", "Bob");
        Line late = rooms.line(sender("a"), "bye");
        rooms.leave("a");
        rooms.deliver(late);
        join("c", "Anna");

        assertThat(got("b")).containsExactly("Anna: bye");
        assertThat(sender("c").name()).isEqualTo("Anna");
    }

    @Test
    void anAnnaOfAnotherServerIsToldApartToo() {
        join("a", "Anna");
        join("b", "Bob");

        rooms.deliver(new Line("1", "livetv", Line.Kind.LINE, "beef01", "Anna", CLOCK.instant(), "hello"));
        rooms.deliver(new Line("2", "livetv", Line.Kind.LINE, "cafe02", "Cleo", CLOCK.instant(), "hello"));
        join("c", "Cleo");

        assertThat(got("b")).containsExactly("Anna (beef): hello", "Cleo: hello");
        assertThat(sender("c").name()).isEqualTo("Cleo (2)");
    }

    @Test
    void anAnnaWhoHasLeftAnotherServerWithoutAWordLeavesHerName() {
        join("b", "Bob");
        rooms.deliver(new Line("1", "livetv", Line.Kind.LINE, "beef01", "Anna", CLOCK.instant(), "hello"));
        Line left = new Line("2", "livetv", Line.Kind.LEFT, "beef01", "Anna", CLOCK.instant(), "");
        rooms.deliver(LineJson.read(LineJson.write(left)));
        rooms.deliver(new Line("3", "livetv", Line.Kind.LINE, "cafe02", "Anna", CLOCK.instant(), "again"));

        assertThat(got("b")).containsExactly("Anna: hello", "Anna: again");
    }

    @Test
    void whoLeavesALargeRoomLeavesItWithoutAWord() {
        join("a", "Anna");
        join("b", "Bob");
        join("c", "Cleo");
        join("d", "Dora");

        assertThat(rooms.leave("d").map(Line::text)).contains("");
    }

    @Test
    void aNewcomerGetsTheLastLinesAndNoNoticesOfWhoWasThere() {
        join("a", "Anna");
        say("a", "one");
        say("a", "two");
        rooms.deliver(rooms.notice("livetv", "three"));
        rooms.enter("a").ifPresent(rooms::deliver);

        join("b", "Bob");

        assertThat(got("b")).containsExactly("Anna: two", "* three");
    }

    @Test
    void smallRoomsHearWhoComesAndGoes() {
        assertThat(join("a", "Anna")).isEqualTo("Anna is here");
        assertThat(join("b", "Bob")).isEqualTo("Bob is here");
        assertThat(join("c", "Cleo")).isNull();
        assertThat(rooms.leave("c").orElseThrow().text()).isEqualTo("Cleo has gone");
        assertThat(rooms.leave("c")).isEmpty();
    }

    @Test
    void whereNoRoomIsSmallEnoughNobodyHearsWhoComesAndGoes() {
        RoomSettings silent =
                new RoomSettings("example.org", 100, 2, 3, 0, "{name} is here", "{name} has gone", "Viewer");
        Rooms same = new Rooms(silent, "livetv"::equals, this::send, Runnable::run, CLOCK);
        same.expect(call("a", null), null, "Anna", null);

        assertThat(same.enter("a")).isEmpty();
        assertThat(same.leave("a").orElseThrow().text()).isEmpty();
    }

    @Test
    void linesForOtherChannelsAreNotKept() {
        rooms.deliver(new Line("1", "nowhere", Line.Kind.LINE, "beef01", "Anna", CLOCK.instant(), "hello"));

        assertThat(rooms.viewers("nowhere")).isZero();
        assertThat(got).isEmpty();
    }
}
