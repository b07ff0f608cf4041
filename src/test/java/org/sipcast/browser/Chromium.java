package org.sipcast.browser;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium. */
final class Chromium {
    private static final String WITH_SOUND = "--autoplay-policy=no-user-gesture-required";
    private static final String SILENT = "--autoplay-policy=user-gesture-required";
    /** Without these it finds no way to a server where loopback is the only network. */
    private static final List<String> ON_LOOPBACK =
            List.of("--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns");

    /** It has no protocol of its own for this version of Chromium, and says so each time. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private Chromium() {}

    /** Lets pages play sound at once, as if they had been clicked at. */
    static Browser start() {
        return start(WITH_SOUND, ON_LOOPBACK, () -> {});
    }

    /** Keeps pages silent until they are clicked at, as it does by default. */
    static Browser startSilent() {
        return start(SILENT, ON_LOOPBACK, () -> {});
    }

    /** Names its addresses to nobody (mDNS candidates), and does without loopback, as it does by default. */
    static Browser startHidingItsAddresses() {
        var network = SecondInterface.ifNone();
        return start(WITH_SOUND, List.of(), network::close);
    }

    private static Browser start(String autoplay, List<String> more, Runnable atEnd) {
        SELENIUM.setLevel(Level.SEVERE);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .withTimeout(Duration.ofSeconds(30))
                .build();
        var options = new ChromeOptions()
                .setBinary("/usr/bin/chromium")
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        // several windows play at the same time, and none of them is in front
                        "--disable-backgrounding-occluded-windows",
                        "--disable-renderer-backgrounding",
                        autoplay)
                .addArguments(more)
                .enableBiDi();
        options.setAcceptInsecureCerts(true);
        var driver = new ChromeDriver(service, options);
        long pid = Long.parseLong(String.valueOf(driver.getCapabilities().getCapability("goog:processID")));
        return new Browser(driver.getBiDi(), pid, () -> {
            driver.quit();
            atEnd.run();
        });
    }
}
