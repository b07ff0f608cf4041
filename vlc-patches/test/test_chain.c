/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "chain.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

#define VP8                                                                                        \
    "gate{hub=H,codec=vp8}:transcode{vcodec=VP80,vb=800,venc=avcodec{codec=libvpx,options={cpu-"   \
    "used=8}}}:fanout{hub=H,codec=vp8}"

static int passes(const char *chain)
{
    return chain_fault(chain, "H") == NULL;
}

static void the_chains_of_channels_pass(void)
{
    CHECK(passes("#" VP8));
    CHECK(
        passes("#duplicate{dst=" VP8
               ",select=video,dst=gate{hub=H,codec=pcma}:fanout{hub=H,codec=pcma},select=audio}"));
    CHECK(passes("#transcode{threads=1}:fanout{hub=H,codec=vp8}"));
    CHECK(passes("#gate{hub=H,codec=h264-slices}:fanout{hub=H,codec=h264-slices}"));
}

static void no_other_stream_output_passes(void)
{
    CHECK(!passes("#std{access=file,dst=x}") && !passes("#rtp{dst=1.2.3.4}")
          && !passes("#display"));
    CHECK(!passes("#file{path=x}") && !passes("#http{dst=x}")
          && !passes("#gather:std{access=http}"));
    CHECK(!passes("#duplicate{dst=std{access=file},select=video}")
          && !passes("#duplicate{dst=display}"));
    CHECK(!passes("#" VP8 ":std{access=file}") && !passes("#FANOUT{hub=H,codec=vp8}"));
}

static void options_outside_the_list_are_refused(void)
{
    CHECK(!passes("#transcode{vfilter=scene}") && !passes("#transcode{sfilter=logo}")
          && !passes("#transcode{dst=x}"));
    CHECK(!passes("#transcode{venc=x264{stats=x}}")
          && !passes("#transcode{venc=x264{options={dump-yuv=x}}}"));
    CHECK(!passes("#transcode{venc=x264{options=/etc/passwd}}") && !passes("#gate{hub=H,path=x}"));
    CHECK(!passes("#duplicate{dst=" VP8 ",select=video,access=file}"));
}

static void a_gate_of_another_hub_is_refused(void)
{
    CHECK(!passes("#fanout{hub=other,codec=vp8}") && !passes("#gate{hub=HH,codec=vp8}")
          && !passes("#fanout{hub=,codec=vp8}"));
    CHECK(!passes("#fanout{hub=H,codec=mp3}") && !passes("#fanout{hub=H,codec=pcma-30}"));
}

static void unbalanced_and_endless_braces_are_refused(void)
{
    CHECK(!passes("#fanout{hub=H") && !passes("#fanout{hub=H}}")
          && !passes("#duplicate{dst=fanout{hub=H}"));
    CHECK(!passes("#transcode{venc=x264{{}") && !passes("") && !passes("#")
          && !passes("fanout{hub=H}"));
    char deep[4096] = "#transcode{venc=a";
    memset(deep + strlen(deep), '{', 3000);
    CHECK(!passes(deep));
    char duplicates[4096] = "#";
    for (int i = 0; i < 200; i++)
        strcat(duplicates, "duplicate{dst=");
    CHECK(!passes(duplicates));
}

static void quotes_blanks_and_new_options_are_refused(void)
{
    CHECK(!passes("#fanout{hub=\"H\",codec=vp8}")
          && !passes("#fanout{hub=H,codec=vp8} option sout-keep"));
    CHECK(!passes("#fanout{hub=H,codec='vp8'}") && !passes("#fanout{hub=H,codec=vp8}\\")
          && !passes("#fanout{hub=H;}"));
}

static void destinations_are_quoted_for_vlc(void)
{
    char *chain = chain_for_vlc(
        "#duplicate{dst=gate{hub=H}:transcode{venc=a{b=c}},select=video,dst=fanout{hub=H}}");
    CHECK(strcmp(chain, "#duplicate{dst=\"gate{hub=H}:transcode{venc=a{b=c}}\",select=video,dst="
                        "\"fanout{hub=H}\"}")
          == 0);
    free(chain);
    chain = chain_for_vlc("#" VP8);
    CHECK(strcmp(chain, "#" VP8) == 0);
    free(chain);
}

int main(void)
{
    RUN(the_chains_of_channels_pass);
    RUN(no_other_stream_output_passes);
    RUN(options_outside_the_list_are_refused);
    RUN(a_gate_of_another_hub_is_refused);
    RUN(unbalanced_and_endless_braces_are_refused);
    RUN(quotes_blanks_and_new_options_are_refused);
    RUN(destinations_are_quoted_for_vlc);
    return check_result();
}
