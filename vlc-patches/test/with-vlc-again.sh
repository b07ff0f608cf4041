#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What viewers get when a source seeks, is opened again, or goes down with its VLC: in a real VLC, measured by rtp_probe.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
probe=$here/../build/rtp_probe
# shellcheck source=vlc-patches/test/real-vlc.sh
source "$here/real-vlc.sh" 27000-27999 4800-4889

vp8='transcode{vcodec=VP80,vb=400,venc=avcodec{codec=libvpx,keyint=50,options={threads=1,deadline=realtime,cpu-used=8,lag-in-frames=0,error-resilient=1}}}'
opus='transcode{acodec=opus,ab=48,channels=2,samplerate=48000}'

open_source() {
    echo "source open L start=play repeat=yes cache=300 mrl=$folder/film.mp4 chain=#duplicate{dst=gate{hub=L,codec=vp8}:$vp8:fanout{hub=L,codec=vp8},select=video,dst=gate{hub=L,codec=opus}:$opus:fanout{hub=L,codec=opus},select=audio}"
}

sink() { # VIDEO_OPTIONS AUDIO_OPTIONS
    echo "sink add L one video=127.0.0.1:46000,codec=vp8,pt=96,ssrc=0000aa01,rtx=97:0000aa03$1 audio=127.0.0.1:46002,codec=opus,pt=111,ssrc=0000aa02$2"
}

position() { # MEDIUM
    ask 'sink list L one' | sed -n "s/^sink one $1 .* at=\([0-9:]*\).*/\1/p"
}

# One stream of each medium, in which nothing is missing but what the probe was told, and time goes on.
is_one_stream() { # CODEC LEAST_LOST MOST_LOST LONGEST_GAP_MS
    local line
    line=$(grep "^$1 " "$folder/probe")
    within "$line" lost "$2" "$3" && within "$line" backward 0 0 && within "$line" others 0 0 && within "$line" crowded 0 0 &&
        within "$line" packets 100 100000 && within "$line" longest-gap 0 "$4"
}

comes_back_after_a_crash() {
    local video audio ports pid
    ports=$(ask 'hub open L' | sed 's/^OK //')
    video=$(position video) audio=$(position audio)
    sleep 1
    pid=$(<"$SIPCAST_RUN/vlc/live/pid")
    kill -9 "$pid"
    exec {control}>&-
    "$launcher" start live >/dev/null && connect live &&
        answers "hub open L $ports" "OK $ports" && answers 'hub lease L 300' OK &&
        answers "$(open_source)" OK && answers "$(sink ",from=$video" ",from=$audio")" OK
}

ffmpeg -v error -y -f lavfi -i testsrc2=s=320x180:r=25:d=10 -f lavfi -i sine=1000:d=10:r=48000 -pix_fmt yuv420p \
    -c:v libx264 -preset veryfast -g 50 -c:a aac "$folder/film.mp4"
"$launcher" start live >/dev/null
connect live
answers 'hub open L' 'OK *'
answers 'hub lease L 300' OK

"$probe" 9 vp8:46000 opus:46002 >"$folder/probe" &
probe_pid=$!
answers "$(open_source)" OK
answers "$(sink '' '')" OK
sleep 2
check 'a source seeks' answers 'source seek L 7' OK
sleep 2.5
check 'it is closed and opened again' answers 'source close L' OK
answers_soon "$(open_source)" OK
wait "$probe_pid"
cat "$folder/probe" | sed 's/^/     /'
check 'all of it was one stream of pictures' is_one_stream vp8 0 0 2500
check 'and one of sound' is_one_stream opus 0 0 2500

"$probe" 8 vp8:46000 opus:46002 >"$folder/probe" &
probe_pid=$!
sleep 2
check 'after a crash of VLC its sinks are added again' comes_back_after_a_crash
wait "$probe_pid"
cat "$folder/probe" | sed 's/^/     /'
check 'the pictures go on ahead of where they were' is_one_stream vp8 14000 20000 3000
check 'so does the sound' is_one_stream opus 14000 20000 3000
"$launcher" stop-all
exit "$failed"
