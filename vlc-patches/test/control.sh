# SPDX-License-Identifier: LGPL-2.1-or-later
# What with-vlc.sh says to a VLC's control port, and how it judges what it hears; its checks set `failed`.

check() { # WORDS... : the rest is a command that must succeed
    local words=$1
    shift
    if "$@"; then echo "ok   $words"; else
        echo "FAIL $words"
        failed=1
    fi
}

connect() { # NAME
    local greeting reply
    exec {control}<>"/dev/tcp/127.0.0.1/$(<"$SIPCAST_RUN/vlc/$1/port")"
    read -r greeting <&"$control"
    printf 'auth %s\n' "$(<"$SIPCAST_RUN/vlc/$1/secret")" >&"$control"
    read -r reply <&"$control"
    [[ $greeting == 'sipcast-vlc 1' && $reply == OK ]]
}

ask() { # LINE
    local line
    printf '%s\n' "$1" >&"$control"
    while IFS= read -r -t 10 line <&"$control"; do
        printf '%s\n' "$line"
        if [[ $line == OK* || $line == ERR* ]]; then return 0; fi
    done
    echo "no reply"
}

answers() { # LINE PATTERN
    local reply
    reply=$(ask "$1")
    # shellcheck disable=SC2053
    [[ $reply == $2 ]] || { echo "     $1 -> $reply" && false; }
}

answers_soon() { # LINE PATTERN
    local _ reply
    for _ in {1..100}; do
        reply=$(ask "$1")
        # shellcheck disable=SC2053
        if [[ $reply == $2 ]]; then return 0; fi
        sleep 0.05
    done
    echo "     $1 -> $reply"
    return 1
}

answers_within() { # MILLISECONDS LINE PATTERN
    local start=${EPOCHREALTIME/[.,]/}
    answers "$2" "$3" && ((${EPOCHREALTIME/[.,]/} - start < $1 * 1000)) || { echo "     after $(((${EPOCHREALTIME/[.,]/} - start) / 1000)) ms" && false; }
}

# Sends lines on a connection of its own and prints what comes back, and whether the server has closed it then.
talk() { # NAME LINE...
    local connection port
    port=$(<"$SIPCAST_RUN/vlc/$1/port")
    shift
    exec {connection}<>"/dev/tcp/127.0.0.1/$port"
    printf '%s\n' "$@" >&"$connection"
    if timeout 1 cat <&"$connection"; then echo closed; else echo open; fi
    exec {connection}>&-
}

# Succeeds if a figure of a line of the probe is within bounds.
within() { # LINE NAME LEAST MOST
    awk -v line="$1" -v name="$2=" -v least="$3" -v most="$4" 'BEGIN {
        n = split(line, words, " ")
        for (i = 1; i <= n; i++) if (index(words[i], name) == 1) {
            value = substr(words[i], length(name) + 1)
            if (value + 0 >= least && value + 0 <= most) exit 0
        }
        print "     " name " not within " least " and " most ": " line
        exit 1
    }'
}

is_gone() { # PID
    local _
    for _ in {1..200}; do
        if [[ ! -d /proc/$1 ]]; then return 0; fi
        sleep 0.05
    done
    return 1
}

# Waits until a program that was started listens, however busy the machine is; without connecting, as some take one caller only.
await_port() { # udp|tcp PORT
    local _ state=07
    if [[ $1 == tcp ]]; then state=0A; fi
    for _ in {1..200}; do
        if grep -q ":$(printf %04X "$2") 0*:0000 $state" "/proc/net/$1" "/proc/net/${1}6" 2>/dev/null; then return 0; fi
        sleep 0.05
    done
    echo "     nobody listens on $1 port $2"
    return 1
}
