#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A crowd at the distribution's VLC: each stream is right by itself, and ffmpeg and GStreamer decode all five codecs beside it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
crowd=$here/../build/rtp_crowd
viewers=${SIPCAST_TEST_CROWD:-100}
ports=10
# shellcheck source=vlc-patches/test/real-vlc.sh
source "$here/real-vlc.sh" 27000-27999 4800-4899

chain_for() { # HUB
    local vp8='vcodec=VP80,vb=400,venc=avcodec{codec=libvpx,keyint=50,options={threads=1,deadline=realtime,cpu-used=8,lag-in-frames=0,error-resilient=1}}'
    local h264='vcodec=h264,vb=400,fps=25,venc=x264{preset=ultrafast,tune=zerolatency,profile=baseline,level=3.1,keyint=50,min-keyint=50,scenecut=0,options={repeat-headers=1,threads=1}}'
    local opus='acodec=opus,ab=48,channels=2,samplerate=48000' alaw='acodec=alaw,channels=1,samplerate=8000' mlaw='acodec=mlaw,channels=1,samplerate=8000'
    local branches=() codec
    for codec in vp8 h264; do branches+=("dst=gate{hub=$1,codec=$codec}:transcode{${!codec}}:fanout{hub=$1,codec=$codec},select=video"); done
    branches+=("dst=gate{hub=$1,codec=opus}:transcode{$opus}:fanout{hub=$1,codec=opus},select=audio")
    branches+=("dst=gate{hub=$1,codec=pcma}:transcode{$alaw}:fanout{hub=$1,codec=pcma},select=audio")
    branches+=("dst=gate{hub=$1,codec=pcmu}:transcode{$mlaw}:fanout{hub=$1,codec=pcmu},select=audio")
    (IFS=, && echo "#duplicate{${branches[*]}}")
}

# Sinks as rtp_crowd expects them, of both codecs of a picture and all three of sound, in packets of all lengths.
add_the_crowd() {
    local i port video=(vp8 h264) audio=(opus pcma,20 pcmu,30 opus,40 pcma,40 pcmu,60 opus,60) sound words
    for ((i = 0; i < viewers; i++)); do
        port=$((46000 + i % ports))
        sound=${audio[i % 7]}
        printf -v words 'sink add L s%d video=127.0.0.1:%d,codec=%s,pt=%d,ssrc=%08x,rtcp=mux audio=127.0.0.1:%d,codec=%s,pt=%d,ssrc=%08x%s,rtcp=mux' \
            "$i" "$port" "${video[i % 2]}" $((96 + i % 32)) $((0x10000000 + i)) "$port" "${sound%,*}" $((96 + (i + 7) % 32)) $((0x20000000 + i)) \
            "$([[ $sound == *,* ]] && echo ",ptime=${sound#*,}" || true)"
        answers "$words" OK
    done
}

each_stream_is_right_by_itself() {
    local word line
    line=$(tail -n 1 "$folder/crowd")
    within "$line" sinks "$viewers" "$viewers" && within "$line" packets $((viewers * 300)) 100000000 && within "$line" overflow 0 0 || return 1
    for word in gaps duplicates strangers types ports markers stamps; do within "$line" "$word" 0 0 || return 1; done
}

rtpmap() { # CODEC
    case $1 in
        vp8) echo '96 VP8/90000' ;;
        h264) echo '98 H264/90000' ;;
        opus) echo '97 opus/48000/2' ;;
        pcma) echo '8 PCMA/8000' ;;
        pcmu) echo '0 PCMU/8000' ;;
    esac
}

# A sink of its own that sees one codec at PORT.
sink_of() { # CODEC PORT ID
    local type medium=audio
    type=$(rtpmap "$1")
    case $1 in vp8 | h264) medium=video ;; esac
    echo "sink add L $3 $medium=127.0.0.1:$2,codec=$1,pt=${type%% *},ssrc=0000ff01"
}

ffmpeg_decodes() { # CODEC PORT
    local type medium=audio pid clock=()
    type=$(rtpmap "$1")
    case $1 in vp8 | h264) medium=video clock=(-enc_time_base:v 1:90000) ;; esac
    printf 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=%s %s RTP/AVP %s\na=rtpmap:%s\n' "$medium" "$2" "${type%% *}" "$type" >"$folder/$1.sdp"
    timeout 20 ffmpeg -v error -nostdin -protocol_whitelist file,udp,rtp -i "$folder/$1.sdp" -t 2 "${clock[@]}" -f null -progress "$folder/$1.progress" - 2>"$folder/$1.errors" &
    pid=$!
    await_port udp "$2"
    answers "$(sink_of "$1" "$2" "f$1")" OK
    wait "$pid" || true
    answers "sink del L f$1" 'OK *'
    grep -q '^out_time_ms=[1-9]......$' "$folder/$1.progress" && [[ ! -s $folder/$1.errors ]] || { head -n 5 "$folder/$1.errors" && false; }
}

gstreamer_decodes() { # CODEC PORT LEAST_OCTETS
    local type payload medium=audio pid name=${1^^} decoder
    type=$(rtpmap "$1")
    case $1 in
        vp8) medium=video decoder='rtpvp8depay ! vp8dec' ;;
        h264) medium=video decoder='rtph264depay ! h264parse ! avdec_h264' ;;
        opus) decoder='rtpopusdepay ! opusdec' ;;
        pcma) decoder='rtppcmadepay ! alawdec' ;;
        pcmu) decoder='rtppcmudepay ! mulawdec' ;;
    esac
    payload=${type%% *} type=${type#*/}
    # shellcheck disable=SC2086
    timeout 20 gst-launch-1.0 -q udpsrc port="$2" num-buffers=150 caps="application/x-rtp,media=$medium,payload=$payload,encoding-name=$name,clock-rate=${type%/*}" \
        ! rtpjitterbuffer ! $decoder ! filesink location="$folder/$1.raw" >"$folder/$1.gst" 2>&1 &
    pid=$!
    await_port udp "$2"
    answers "$(sink_of "$1" "$2" "g$1")" OK
    wait "$pid" || { cat "$folder/$1.gst" && return 1; }
    answers "sink del L g$1" 'OK *'
    [[ ! -s $folder/$1.gst && $(stat -c %s "$folder/$1.raw") -ge $3 ]] || { cat "$folder/$1.gst" && ls -l "$folder/$1.raw" && false; }
}

ffmpeg -v error -y -f lavfi -i testsrc2=s=320x180:r=25:d=60 -f lavfi -i sine=1000:d=60:r=48000 -pix_fmt yuv420p \
    -c:v libx264 -preset ultrafast -g 100 -c:a aac "$folder/film.mp4"
"$launcher" start --limits=payload=1100,receive-buffer=1000000,dscp=34 crowd >/dev/null
connect crowd
answers 'hub open L' 'OK *'
check 'a hub begins with the limits that VLC was started with' answers 'hub limits L' 'OK payload=1100 * receive-buffer=1000000 dscp=34'
answers 'hub lease L 300' OK
answers "source open L start=play repeat=no cache=300 mrl=$folder/film.mp4 chain=$(chain_for L)" OK
"$crowd" 46000 "$ports" "$viewers" >"$folder/crowd" &
crowd_pid=$!
await_port udp 46000
add_the_crowd
for codec in vp8 h264 opus pcma pcmu; do
    check "ffmpeg decodes $codec among $viewers viewers" ffmpeg_decodes "$codec" 46100
done
check "GStreamer decodes vp8 among $viewers viewers" gstreamer_decodes vp8 46110 $((40 * 320 * 180 * 3 / 2))
check "GStreamer decodes h264 among $viewers viewers" gstreamer_decodes h264 46112 $((40 * 320 * 180 * 3 / 2))
check "GStreamer decodes opus among $viewers viewers" gstreamer_decodes opus 46114 $((100 * 960 * 4))
check "GStreamer decodes pcma among $viewers viewers" gstreamer_decodes pcma 46116 $((100 * 160 * 2))
check "GStreamer decodes pcmu among $viewers viewers" gstreamer_decodes pcmu 46118 $((100 * 160 * 2))
answers 'hub stats L' '* drops=0 *'
kill -TERM "$crowd_pid"
wait "$crowd_pid"
check 'each stream of the crowd has its own type and SSRC, no gap, no duplicate, and markers where they belong' each_stream_is_right_by_itself
exec {control}>&-
exit "$failed"
