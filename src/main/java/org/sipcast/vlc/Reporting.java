package org.sipcast.vlc;

import java.time.Duration;
import org.sipcast.vlc.telnet.ReportToken;

/** Where on this machine hubs report to, how they are known there, and how often they do. */
record Reporting(int port, ReportToken token, Duration interval) {}
