package org.sipcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaSourceTest {
    private static final Path MEDIA = Path.of("/srv/media");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
            demo.mkv                          , file:///srv/media/demo.mkv
            films/../demo.mkv                 , file:///srv/media/demo.mkv
            a film's "best" \\part #1?.mkv    , file:///srv/media/a%20film%27s%20%22best%22%20%5Cpart%20%231%3F.mkv
            50%20.mkv                         , file:///srv/media/50%2520.mkv
            part 2: the end.mkv               , file:///srv/media/part%202%3A%20the%20end.mkv
            größe.mkv                         , file:///srv/media/gr%C3%B6%C3%9Fe.mkv
            /mnt/nas/x y.ts                   , file:///mnt/nas/x%20y.ts
            file:///mnt/nas/x%20y z.ts        , file:///mnt/nas/x%20y%20z.ts
            HTTP://tv.example.org/a?b=c&d="e" , http://tv.example.org/a?b=c&d=%22e%22
            https://tv.example.org/100%       , https://tv.example.org/100%25
            udp://@:1234                      , udp://@:1234
            udp://@[ff15::1]:1234             , udp://@[ff15::1]:1234
            rtp://@239.1.1.1:5004             , rtp://@239.1.1.1:5004
            """)
    void becomesAnMrlThatIsOneWord(String source, String mrl) throws UnusableSourceException {
        assertThat(MediaSource.toMrl(source, MEDIA)).isEqualTo(mrl);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ../secret.mkv        | leads out of the media folder /srv/media
            a/../../secret.mkv   | leads out of the media folder /srv/media
            .                    | leads out of the media folder /srv/media
            ~/film.mkv           | ~ is not replaced by a home folder
            rtsp://camera/1      | rtsp:// can't be read
            screen://            | screen:// can't be read
            file://film.mkv      | file:// is not followed by an absolute path
            http://              | nothing follows http://
            ' '                  | is blank
            """)
    void isRefusedInWords(String source, String what) {
        assertThatThrownBy(() -> MediaSource.toMrl(source, MEDIA)).hasMessage(what);
    }

    @Property
    void neverHoldsWhatWouldEndAWordOfACommand(@ForAll String source) {
        String mrl;
        try {
            mrl = MediaSource.toMrl(source, MEDIA);
        } catch (UnusableSourceException e) {
            assertThat(e.remedy()).isNotEmpty();
            return;
        }
        assertThat(mrl).matches("[!-~&&[^\"'\\\\]]+");
        if (mrl.startsWith("file:")) {
            assertThat(URI.create(mrl).getPath()).startsWith("/");
        }
    }
}
