package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import portero.local.cloud.Cloud;

/** A real browser, found on this machine; without one the journeys are skipped, or fail where one is required. */
final class Chromium implements AutoCloseable {
    /** For machines that are slow and busy; what is there is found at once. */
    private static final int LONGEST_MILLIS = 60_000;

    private static final String REQUIRED = "PORTERO_REQUIRE_BROWSER";

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        var executable = find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        if (executable.isEmpty()) {
            var message = "There is no Chromium on the PATH; the browser journeys need one.";
            if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
                throw new IllegalStateException(message);
            }
            abort(message);
        }
        var node = find("node").orElseThrow(() -> new IllegalStateException("There is no Node on the PATH"));
        var playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MILLIS);
        return new Chromium(playwright, browser);
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A window of its own, with no cookies, in Spanish. */
    Page window(Cloud cloud, int width, int height, ColorScheme theme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(cloud.url().toString())
                .setViewportSize(width, height)
                .setColorScheme(theme)
                .setLocale("es-PE")
                .setTimezoneId("America/Lima"));
        context.setDefaultTimeout(LONGEST_MILLIS);
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            // The browser itself reports every refused request; what was refused is for the journey to say.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    Page desk(Cloud cloud) {
        return window(cloud, 1280, 800, ColorScheme.LIGHT);
    }

    Page phone(Cloud cloud) {
        return window(cloud, 360, 740, ColorScheme.DARK);
    }

    /** What must hold on every screen: nothing that axe finds, nothing cut off at the side, a quiet console. */
    void isFit(Page page) {
        var violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze()
                .getViolations();
        assertThat(violations).as(page.url()).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("no sideways scrolling at " + page.url())
                .isEqualTo(true);
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
