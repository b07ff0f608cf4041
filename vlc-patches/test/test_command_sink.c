/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stand_in.h"

#define SINK                                                                                       \
    "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a "                             \
    "audio=127.0.0.1:5002,codec=opus,pt=97,ssrc=0000000b"

static void a_sink_comes_and_goes(void)
{
    CHECK(answers("hub open h", "OK ") && answers(SINK, "OK\n")
          && answers(SINK " start=key", "OK\n"));
    CHECK(answers(
        "sink list h",
        "sink 1 video packets=0 octets=0 ms=0 drops=0 rtcp-age=- lost=- jitter=- bye=no first-age=- resent=0 at="));
    CHECK(answers("sink list h 1", "sink 1 video ") && answers("sink list h 2", "ERR nosink "));
    CHECK(answers("sink pause h 1", "OK\n") && answers("sink resume h 1", "OK\n")
          && answers("sink pause h 2", "ERR nosink "));
    CHECK(answers(
        "sink del h 1",
        "OK video packets=0 octets=0 ms=0 drops=0 rtcp-age=- lost=- jitter=- bye=no first-age=- resent=0 at="));
    CHECK(answers("sink del h 1", "OK absent\n") && answers("sink list h", "OK\n")
          && answers("sink del x 1", "ERR nohub "));
}

static void a_sink_says_how_its_media_are_cut(void)
{
    CHECK(answers("hub open h", "OK "));
    CHECK(answers("sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,mode=0 "
                  "audio=127.0.0.1:5002,codec=pcmu,pt=0,ssrc=0000000b,ptime=30,rtcp=5009",
                  "OK\n"));
    struct hub *hub = hubs_find(&hubs, "h");
    const struct leg *video = &hub->sinks.first->legs[MEDIUM_VIDEO],
                     *audio = &hub->sinks.first->legs[MEDIUM_AUDIO];
    CHECK(video->target.codec == CODEC_H264_SLICES && audio->target.codec == CODEC_PCMU_30);
    CHECK(address_port(&video->target.rtcp) == 5001 && address_port(&audio->target.rtcp) == 5009);
    CHECK(demand_has(&hub->demand, CODEC_H264_SLICES) && demand_has(&hub->demand, CODEC_PCMU)
          && !demand_has(&hub->demand, CODEC_H264));
    CHECK(answers("sink add h 1 video=127.0.0.1:5000,codec=h264,pt=97,ssrc=0000000a,mode=1,rtcp=mux "
                  "audio=127.0.0.1:5002,codec=pcmu,pt=0,ssrc=0000000b,ptime=20",
                  "OK\n"));
    CHECK(video->target.codec == CODEC_H264 && video->target.mux
          && audio->target.codec == CODEC_PCMU);
    CHECK(!demand_has(&hub->demand, CODEC_H264_SLICES) && demand_has(&hub->demand, CODEC_H264));
    hub_release(hub);
}

static void a_sink_is_refused_for_every_fault(void)
{
    static const char *const faults[] = {
        "sink add h 1",
        "sink add h 1 start=gop",
        "sink add h 1 video=localhost:5000,codec=vp8,pt=96,ssrc=0000000a",
        "sink add h 1 video=127.0.0.1:5000,codec=opus,pt=96,ssrc=0000000a",
        "sink add h 1 video=127.0.0.1:5000,codec=VP8,pt=96,ssrc=0000000a",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=128,ssrc=0000000a",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=72,ssrc=0000000a",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=a",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a,rtcp=0",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a,rtcp=mux,x",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a,mode=0",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,mode=2",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,mode=",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,rtcp=mux,rtcp=5001",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,nack=no",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,rtx=97",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,rtx=97:",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,rtx=0:0000000b",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,rtx=96:0000000b",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,rtx=9777:0000000b",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,rtx=97:0000000a",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,latch=no",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,tap=127.0.0.1",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,from=1",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,from=65536:0",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,from=1:4294967296",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,from=1:2:3:4",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,from=1:2,from=1:2",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,from=1:2@127.0.0.1:9",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,latch=any,from=1:2@127.0.0.1",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,latch=any,from=1:2@host:9",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,latch=any,from=1:2+127.0.0.1:9@127.0.0.1:8",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,latch=any,rtcp=mux,from=1:2+127.0.0.1:9",
        "sink add h 1 video=127.0.0.1:5000,codec=h264-slices,pt=96,ssrc=0000000a",
        "sink add h 1 video=127.0.0.1:5000,codec=h264,pt=96,ssrc=0000000a,events=101",
        "sink add h 1 audio=127.0.0.1:5000,codec=pcma,pt=8,ssrc=0000000a,events=8",
        "sink add h 1 audio=127.0.0.1:5000,codec=pcma,pt=8,ssrc=0000000a,events=128",
        "sink add h 1 audio=127.0.0.1:5000,codec=pcma,pt=8,ssrc=0000000a,events=72",
        "sink add h 1 audio=127.0.0.1:5000,codec=pcma,pt=8,ssrc=0000000a,events=",
        "sink add h 1 audio=127.0.0.1:5000,codec=pcma-30,pt=8,ssrc=0000000a",
        "sink add h 1 audio=127.0.0.1:5000,codec=pcma,pt=8,ssrc=0000000a,ptime=31",
        "sink add h 1 audio=127.0.0.1:5000,codec=pcma,pt=8,ssrc=0000000a,ptime=20,ptime=30",
        "sink add h 1 audio=127.0.0.1:5000,codec=opus,pt=97,ssrc=0000000a,ptime=30",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a start=soon",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a  start=gop",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a ",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a paused",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a start=gop pause",
        "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a start=gop paused paused",
        "sink add h 1 video=127.0.0.1:65535,codec=vp8,pt=96,ssrc=0000000a",
        "sink add h 1/2 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a",
    };
    CHECK(answers("hub open h", "OK "));
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        CHECK(answers(faults[i], "ERR syntax "));
    CHECK(answers("sink add h 1 video=[::1]:5000,codec=vp8,pt=96,ssrc=0000000a", "ERR range "));
    CHECK(answers("sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a,tap=192.0.2.1:9", "ERR range "));
    CHECK(answers("sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a,tap=[::1]:9", "ERR range "));
    CHECK(answers("sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a,latch=any,from=1:2@[::1]:9", "ERR range "));
    CHECK(answers("sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a,latch=any,from=1:2+[::1]:9", "ERR range "));
    CHECK(answers("sink list h", "OK\n"));
}

static void a_sink_may_begin_paused_until_it_resumes(void)
{
    CHECK(answers("hub open h", "OK ") && answers(SINK " start=gop paused", "OK\n"));
    struct hub *hub = hubs_find(&hubs, "h");
    CHECK(hub->sinks.first->paused);
    CHECK(answers(SINK " start=gop", "OK\n") && hub->sinks.first->paused);
    CHECK(answers("sink resume h 1", "OK\n") && !hub->sinks.first->paused);
    CHECK(answers(SINK " start=gop paused", "OK\n") && !hub->sinks.first->paused);
    hub_release(hub);
}

int main(void)
{
    RUN_WITH_HUBS(a_sink_comes_and_goes);
    RUN_WITH_HUBS(a_sink_says_how_its_media_are_cut);
    RUN_WITH_HUBS(a_sink_is_refused_for_every_fault);
    RUN_WITH_HUBS(a_sink_may_begin_paused_until_it_resumes);
    return check_result();
}
