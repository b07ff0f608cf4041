# shellcheck shell=bash
# What the tests with a real VLC begin with: a folder, ports and an end of their own, and the words of control.sh. Source it with
# the ports of media and control as arguments; it sets `launcher`, `folder` and `failed`.

launcher=$here/../../bin/sipcast-vlc
folder=$(mktemp -d /tmp/sipcast-test.XXXXXX)
failed=0
export SIPCAST_RUN=$folder/run SIPCAST_MEDIA_PORTS=$1 SIPCAST_TELNET_PORTS=$2 SIPCAST_LINGER=2
if ((EUID == 0)) && [[ -z ${SIPCAST_VLC_USER:-} ]] && ! id -u sipcast >/dev/null 2>&1; then export SIPCAST_VLC_USER=nobody; fi

cleanup() {
    "$launcher" stop-all || true
    rm -rf "$folder"
}
trap cleanup EXIT
chmod 755 "$folder"
# shellcheck source=vlc-patches/test/control.sh
source "$here/control.sh"
