#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs the module in the distribution's VLC: a film made by ffmpeg goes out by RTP, is measured and decoded again.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
probe=$here/../build/rtp_probe
# shellcheck source=vlc-patches/test/real-vlc.sh
source "$here/real-vlc.sh" 28000-28999 4900-4999

chain_for() { # HUB
    local vp8='vcodec=VP80,vb=400,venc=avcodec{codec=libvpx,keyint=50,options={threads=1,deadline=realtime,cpu-used=8,lag-in-frames=0,error-resilient=1}}'
    local h264='vcodec=h264,vb=400,fps=25,venc=x264{preset=ultrafast,tune=zerolatency,profile=baseline,level=3.1,keyint=50,min-keyint=50,scenecut=0,options={repeat-headers=1,threads=1}}'
    printf '#duplicate{'
    printf 'dst=gate{hub=%s,codec=vp8}:transcode{%s}:fanout{hub=%s,codec=vp8},select=video,' "$1" "$vp8" "$1"
    printf 'dst=gate{hub=%s,codec=h264}:transcode{%s}:fanout{hub=%s,codec=h264},select=video,' "$1" "$h264" "$1"
    printf 'dst=gate{hub=%s,codec=h264-slices}:transcode{%s}:fanout{hub=%s,codec=h264-slices},select=video,' "$1" "${h264/repeat-headers=1/repeat-headers=1,slice-max-size=1150}" "$1"
    printf 'dst=gate{hub=%s,codec=opus}:transcode{acodec=opus,ab=48,channels=2,samplerate=48000}:fanout{hub=%s,codec=opus},select=audio,' "$1" "$1"
    printf 'dst=gate{hub=%s,codec=pcma}:transcode{acodec=alaw,channels=1,samplerate=8000}:fanout{hub=%s,codec=pcma},select=audio}' "$1" "$1"
}

open_source() { # HUB START REPEAT MRL
    echo "source open $1 start=$2 repeat=$3 cache=300 mrl=$4 chain=$(chain_for "$1")"
}

vp8_sink() { # HUB ID PORT
    echo "sink add $1 $2 video=127.0.0.1:$3,codec=vp8,pt=96,ssrc=0000aa01 audio=127.0.0.1:$(($3 + 2)),codec=opus,pt=97,ssrc=0000aa02"
}

h264_sink() { # HUB ID PORT
    echo "sink add $1 $2 video=127.0.0.1:$3,codec=h264,pt=98,ssrc=0000bb01 audio=127.0.0.1:$(($3 + 2)),codec=pcma,pt=8,ssrc=0000bb02"
}

mode0_sink() { # HUB ID PORT
    echo "sink add $1 $2 video=127.0.0.1:$3,codec=h264,pt=99,ssrc=0000dd01,mode=0 audio=127.0.0.1:$(($3 + 2)),codec=pcma,pt=8,ssrc=0000dd02,ptime=30"
}

starts_give_one_vlc_and_an_end_of_output() {
    local one two
    "$launcher" start live >"$folder/one" &
    two=$(timeout 20 "$launcher" start live)
    wait $!
    one=$(<"$folder/one")
    [[ $one == port=*pid=* && $one == "$two" ]]
}

a_viewer_measures() { # SECONDS PROBE_ARGUMENTS... : result in $folder/probe
    "$probe" "$@" >"$folder/probe" &
    probe_pid=$!
    sleep 0.1
}

the_stream_is_whole() { # CODEC
    local line
    line=$(grep "^$1 " "$folder/probe")
    within "$line" lost 0 0 && within "$line" backward 0 0 && within "$line" crowded 0 0 && within "$line" packets 50 100000 &&
        within "$line" reports 1 100 && [[ $line == *first-key=yes* ]]
}

lips_are_in_sync() { # VIDEO AUDIO
    local video audio
    video=$(sed -n "s/^$1 .*delay-median=\([-0-9.]*\).*/\1/p" "$folder/probe")
    audio=$(sed -n "s/^$2 .*delay-median=\([-0-9.]*\).*/\1/p" "$folder/probe")
    awk -v v="$video" -v a="$audio" 'BEGIN { d = v - a; print "     video and audio are " d " ms apart"; exit d < -40 || d > 40 }'
}

ffmpeg_decodes() { # NAME VIDEO_RTPMAP AUDIO_RTPMAP PORT ADD_LINE
    local video_type=${2%% *} audio_type=${3%% *}
    printf 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=video %s RTP/AVP %s\na=rtpmap:%s\nm=audio %s RTP/AVP %s\na=rtpmap:%s\n' \
        "$4" "$video_type" "$2" "$(($4 + 2))" "$audio_type" "$3" >"$folder/$1.sdp"
    timeout 20 ffmpeg -v error -nostdin -protocol_whitelist file,udp,rtp -i "$folder/$1.sdp" -t 3 \
        -enc_time_base:v 1:90000 -f null -progress "$folder/$1.progress" - 2>"$folder/$1.errors" &
    local pid=$!
    await_port udp "$4"
    await_port udp $(($4 + 2))
    answers "$5" OK
    wait "$pid" || true
    local frames
    frames=$(sed -n 's/^frame=//p' "$folder/$1.progress" | tail -n 1)
    [[ ${frames:-0} -ge 60 && ! -s $folder/$1.errors ]] || { head -n 5 "$folder/$1.errors"; echo "     $frames frames" && false; }
}

# Frames of a film that grows brighter with each of its hundred: at its end comes its beginning, with nothing left out.
no_frame_is_missing_at_the_loop() { # PORT ADD_LINE
    printf 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=video %s RTP/AVP 98\na=rtpmap:98 H264/90000\n' "$1" >"$folder/loop.sdp"
    timeout 30 ffmpeg -v error -nostdin -protocol_whitelist file,udp,rtp -i "$folder/loop.sdp" -t 10 \
        -fps_mode passthrough -vf scale=1:1:flags=area,format=gray -f rawvideo "$folder/loop.gray" &
    local pid=$!
    await_port udp "$1"
    answers "$2" OK
    wait "$pid" || true
    od -An -v -tu1 -w1 "$folder/loop.gray" | awk '
        NR > 1 && $1 < last { loops++; if (last < 225 || $1 > 3) { print "     brightness " last " is followed by " $1; wrong = 1 } }
        { last = $1 }
        END { exit wrong || loops < 2 }'
}

three_wrong_secrets_close_the_connection() {
    local said
    said=$(talk live 'auth a' 'hub list' 'auth b')
    [[ $(grep -c '^ERR auth ' <<<"$said") == 3 && $(tail -n 1 <<<"$said") == closed ]]
}

a_line_that_never_ends_closes_the_connection() {
    local said
    said=$(talk live "$(head -c 5000 /dev/zero | tr '\0' a)" 2>/dev/null)
    [[ $said == *'ERR '* ]]
}

garbage_and_idlers_lock_nobody_out() {
    local connection i port idlers=()
    port=$(<"$SIPCAST_RUN/vlc/live/port")
    for i in {1..60}; do
        exec {connection}<>"/dev/tcp/127.0.0.1/$port"
        head -c 300 /dev/urandom >&"$connection" 2>/dev/null || true
        idlers+=("$connection")
    done
    connect live
    for connection in "${idlers[@]}"; do exec {connection}>&-; done
    answers 'hub list' OK
}

as_vlc_user() {
    local user=${SIPCAST_VLC_USER:-sipcast}
    setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"
}

# Whoever takes over VLC must not get root to write, read or remove files elsewhere.
links_of_vlcs_user_lead_nowhere() { # NAME
    local victim=$folder/victim instance=$SIPCAST_RUN/vlc/$1 each pid
    pid=$(<"$instance/pid")
    mkdir "$victim"
    echo untouched >"$victim/file"
    for each in log log.old secret pid port plugins/libsipcast_plugin.so.new home/link config; do
        as_vlc_user ln -sfn "$victim/file" "$instance/$each" 2>/dev/null || true
    done
    as_vlc_user ln -sfn "$victim" "$instance/data" 2>/dev/null || true
    as_vlc_user ln -sfn "$victim" "$instance/home/folder"
    kill -9 "$pid"
    "$launcher" start "$1" >/dev/null && "$launcher" stop "$1" &&
        [[ $(<"$victim/file") == untouched && $(stat -c %U:%a "$victim/file") == root:644 ]]
}

vlcs_user_owns_its_home_only() { # NAME
    local instance=$SIPCAST_RUN/vlc/$1
    [[ -z $(find "$instance" ! -user root ! -path "$instance/home" ! -path "$instance/home/*") ]] &&
        [[ $(stat -c %U:%a "$instance/home") == "${SIPCAST_VLC_USER:-sipcast}:700" ]] && as_vlc_user test -r "$instance/secret" -a ! -w "$instance"
}

the_log_of_the_last_run_is_kept() { # NAME
    echo 'from the last run' >>"$SIPCAST_RUN/vlc/$1/log"
    kill -9 "$(<"$SIPCAST_RUN/vlc/$1/pid")"
    "$launcher" start "$1" >/dev/null
    grep -q 'from the last run' "$SIPCAST_RUN/vlc/$1/log.old"
}

# Opens a source at a server that takes the connection and says nothing, which VLC's RTSP client waits for.
open_stuck_source() { # HUB PORT
    timeout 30 ffmpeg -v quiet -nostdin -i "tcp://127.0.0.1:$2?listen=1" -f null - &
    await_port tcp "$2"
    answers "hub open $1" 'OK *'
    answers "$(open_source "$1" play no "rtsp://127.0.0.1:$2/")" OK
    sleep 0.5
}

starts_another_than() { # PID
    local pid
    pid=$("$launcher" start live | sed 's/.*pid=//')
    connect live && [[ $pid != "$1" ]]
}

wrong_options_are_refused() {
    local option
    for option in --address=1.2.3 --address=1::2::3 --media-ports=80-90 --telnet-ports=4950-4900 --linger=01 --orphan=0 --limits=dscp --limits=speed=1 --limits=dscp=64 --limits=dscp=1,burst=0 --run=a:b --load=x; do
        if "$launcher" start "$option" wrong 2>/dev/null; then return 1; fi
    done
    [[ ! -e $SIPCAST_RUN/vlc/wrong ]]
}

options_prevail_over_variables() {
    local said
    said=$("$launcher" start --run="$folder/other run" --telnet-ports=4890-4899 --address=::1 own) &&
        "$launcher" stop --run="$folder/other run" own && [[ $said == port=489* && ! -e $SIPCAST_RUN/vlc/own ]]
}

sockets_of() { # PID
    find "/proc/$1/fd" -lname 'socket:*' 2>/dev/null | wc -l
}

# Whoever closes with replies unread resets the connection. Those that stayed would take all of a processor.
resets_leave_no_connection() { # NAME
    local pid port before now connection _
    pid=$(<"$SIPCAST_RUN/vlc/$1/pid")
    port=$(<"$SIPCAST_RUN/vlc/$1/port")
    before=$(sockets_of "$pid")
    for _ in {1..20}; do
        exec {connection}<>"/dev/tcp/127.0.0.1/$port"
        printf 'x\ny\n' >&"$connection"
        exec {connection}>&-
    done
    for _ in {1..60}; do
        now=$(sockets_of "$pid")
        if ((now <= before)); then return 0; fi
        sleep 0.05
    done
    echo "     $((now - before)) connections are left"
    return 1
}

ffmpeg -v error -y -f lavfi -i testsrc2=s=320x180:r=25:d=6 -f lavfi -i sine=1000:d=6:r=48000 -pix_fmt yuv420p \
    -c:v libx264 -preset veryfast -g 100 -c:a aac "$folder/film.mp4"

ffmpeg -v error -y -f lavfi -i "color=black:s=160x96:r=25:d=4,geq=lum='16+2*N':cb=128:cr=128" -pix_fmt yuv420p \
    -c:v libx264 -preset veryfast -g 50 "$folder/brighter.mkv"

check 'two starts at once give one VLC, and the caller an end of output' starts_give_one_vlc_and_an_end_of_output
check 'the control port greets and takes the secret' connect live
pid=$(<"$SIPCAST_RUN/vlc/live/pid")

check 'three wrong secrets close the connection' three_wrong_secrets_close_the_connection
check 'a line that never ends closes the connection' a_line_that_never_ends_closes_the_connection
check 'connections that are reset are gone' resets_leave_no_connection live
check 'sixty idle strangers lock nobody out' garbage_and_idlers_lock_nobody_out
check 'a carriage return is ignored' answers $'hub list\r' OK
check 'stock commands are unknown' answers 'load /etc/passwd' 'ERR unknown *'
check 'a hub opens' answers 'hub open L' 'OK video=28* audio=28*'
answers 'hub lease L 300' OK
answers "$(open_source L play no "$folder/missing.mp4")" OK
check 'a missing film has failed within moments' answers_soon 'source state L' 'OK source=failed *'
check 'a live source opens' answers "$(open_source L play yes "$folder/film.mp4")" OK
check 'it is open within moments' answers_soon 'source state L' 'OK source=open *'
check 'without viewers nothing is encoded' answers 'hub stats L' 'OK source=open branches= sinks=0 *'

sleep 1.2
# three digits at most: it has been open for longer
check 'a source delivers, although nobody watches' answers 'hub stats L' '* source-age=@(?|??|???)'
a_viewer_measures 8 vp8:47000 opus:47002
answers "$(vp8_sink L one 47000)" OK
check 'one viewer opens two gates' answers_soon 'hub stats L' 'OK source=open branches=vp8,opus sinks=1 *'
sleep 7
check 'receiver reports are read' answers 'sink list L one' '*video*rtcp-age=[0-9]* lost=0 jitter=*'
wait "$probe_pid"
check 'the picture is whole, also where the film starts again' the_stream_is_whole vp8
check 'the sound is whole, also where the film starts again' the_stream_is_whole opus
check 'picture and sound leave together' lips_are_in_sync vp8 opus
check 'the last counters come with the end' answers 'sink del L one' 'OK video packets=* audio packets=*'
check 'ffmpeg decodes VP8 and Opus' ffmpeg_decodes vp8 '96 VP8/90000' '97 opus/48000/2' 47010 "$(vp8_sink L two 47010)"
check 'ffmpeg decodes H.264 and PCMA' ffmpeg_decodes h264 '98 H264/90000' '8 PCMA/8000' 47020 "$(h264_sink L three 47020)"
check 'four encodes serve both' answers 'hub stats L' 'OK source=open branches=vp8,h264,opus,pcma sinks=2 *'
check 'ffmpeg decodes H.264 of mode 0, and PCMA in packets of 30 ms' ffmpeg_decodes mode0 '99 H264/90000' '8 PCMA/8000' 47080 "$(mode0_sink L five 47080)"
check 'mode 0 is one encode more, longer packets are none' answers 'hub stats L' 'OK source=open branches=vp8,h264,h264-slices,opus,pcma sinks=3 *'
check 'every unit of mode 0 fits into a packet' answers 'sink list L five' '*video* drops=0 *audio* drops=0 *'
answers 'sink del L five' 'OK *'
answers 'sink del L two' 'OK *'
answers 'sink del L three' 'OK *'
check 'gates shut some time after the last viewer' answers_soon 'hub stats L' 'OK source=open branches= sinks=0 *'

check 'a film can be held at its beginning' answers 'hub open D' 'OK *'
answers 'hub lease D 300' OK
answers "$(open_source D pause no "$folder/film.mp4")" OK
check 'it is proven open and paused' answers_soon 'source state D' 'OK source=paused position=0 length=6*'
a_viewer_measures 8 vp8:47030 opus:47032
answers "$(vp8_sink D one 47030)" OK
answers 'source play D' OK
sleep 4
check 'it plays' answers 'source state D' 'OK source=open *'
check 'its end is reported' answers_soon 'source state D' 'OK source=ended *'
check 'all of it was sent' answers 'sink list D one' '*video*ms=5[89]?? *audio*ms=5[89]?? *'
wait "$probe_pid"
check 'from the beginning, nothing lost' the_stream_is_whole vp8
check 'its hub closes' answers 'hub close D' OK

answers 'hub open B' 'OK *'
answers 'hub lease B 300' OK
answers "$(open_source B play yes "$folder/brighter.mkv")" OK
check 'no frame is missing where a film begins again' no_frame_is_missing_at_the_loop 47090 \
    'sink add B one video=127.0.0.1:47090,codec=h264,pt=98,ssrc=0000ee01'
answers 'hub close B' OK

answers "$(vp8_sink L four 47050)" OK
open_stuck_source S 47060
check 'a hub with a source that is stuck closes at once' answers_within 300 'hub close S' OK
check 'and no other command waits for it' answers_within 300 'sink del L four' 'OK video *'
answers 'hub open S' 'OK *'
check 'another source of that hub has to wait' answers_within 900 "$(open_source S play no "$folder/film.mp4")" 'ERR busy *'
answers 'hub close S' OK

a_viewer_measures 4 pcma:47040
answers 'hub lease L 1' OK
answers 'sink add L late audio=127.0.0.1:47040,codec=pcma,pt=8,ssrc=0000cc01' OK
sleep 2
check 'when the lease is over the sinks are gone' answers 'sink list L' OK
wait "$probe_pid"
check 'and the media have stopped' within "$(<"$folder/probe")" packets 1 70
answers 'hub lease L 300' OK
check 'shutdown is refused while a call may be coming in' answers shutdown 'ERR busy *'
answers 'hub close L' OK
open_stuck_source S 47070
answers 'hub close S' OK
check 'shutdown ends VLC, also with a source that is stuck' answers shutdown OK
check 'a start just then gives another VLC' starts_another_than "$pid"
check 'VLC is gone' is_gone "$pid"
exec {control}>&-

pid=$("$launcher" start live | sed 's/.*pid=//')
kill -9 "$pid"
check 'after a crash it starts again' starts_give_one_vlc_and_an_end_of_output
check 'the log of the last run is kept' the_log_of_the_last_run_is_kept live
if ((EUID == 0)); then
    check "VLC's user owns its home and nothing else" vlcs_user_owns_its_home_only live
    check "links of VLC's user lead nowhere" links_of_vlcs_user_lead_nowhere live
fi
"$launcher" stop live
check 'wrong options are refused' wrong_options_are_refused
check 'options prevail over variables' options_prevail_over_variables
export SIPCAST_ORPHAN=1
pid=$("$launcher" start alone | sed 's/.*pid=//')
check 'left alone VLC ends by itself' is_gone "$pid"
pid=$("$launcher" start other | sed 's/.*pid=//')
"$launcher" stop-all
check 'stop-all leaves no process' is_gone "$pid"
check 'and no instance, nor its lock' [ -z "$(find "$SIPCAST_RUN/vlc" -mindepth 1)" ]
exit "$failed"
