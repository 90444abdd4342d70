package portero.local.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import portero.local.cloud.Cloud;

/** Process rows A10 and B1 to B4 as a director and an agent live them, in a real browser, with files and mail that really came. */
@SharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelpDeskBrowserTest {
    private static final Pattern RATING = Pattern.compile("/calificar#\\S+");

    private final Cloud cloud = TestCloud.running();
    private final Inbox inbox = new Inbox(cloud.inbox());
    private Chromium chromium;

    @BeforeAll
    void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Locator named(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator like(Page page, AriaRole role, String pattern) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)));
    }

    private static void click(Page page, String button) {
        named(page, AriaRole.BUTTON, button).click();
    }

    private static void fill(Page page, String box, String text) {
        named(page, AriaRole.TEXTBOX, box).fill(text);
    }

    private void signIn(Page page, JsonNode login) {
        fill(page, "Usuario", login.path("login").asText());
        fill(page, "Contraseña", login.path("password").asText());
        click(page, "Ingresar");
    }

    private JsonNode director() {
        return Api.login(cloud, "director", false);
    }

    private JsonNode agent() {
        return Api.loginAt(cloud, "helpdesk-agent", "990101");
    }

    /** A file has to be made smaller, uploaded and inspected. */
    private static void comes(Locator text) {
        text.first().waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    }

    /** A photo as a telephone takes it: larger than it need be. */
    private static FilePayload photo(String name) {
        var picture = new BufferedImage(3000, 2200, BufferedImage.TYPE_INT_RGB);
        var drawing = picture.createGraphics();
        for (var stripe = 0; stripe < 3000; stripe += 7) {
            drawing.setColor(new Color(stripe * 7919 & 0xffffff));
            drawing.fillRect(stripe, 0, 7, 2200);
        }
        drawing.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new FilePayload(name, "image/png", bytes.toByteArray());
    }

    /** From the sign-in screen to the last step of the form; the topic is the first that is offered. */
    private void ask(Page page, String address, String comment) {
        page.navigate("/");
        named(page, AriaRole.LINK, "Pedir ayuda").click();
        chromium.isFit(page);
        signIn(page, director());
        assertThat(like(page, AriaRole.REGION, "^Validación de usuario")).isVisible();
        var other = like(page, AriaRole.RADIO, "^No, a otro correo");
        if (other.count() > 0) {
            other.check();
        }
        fill(page, "Correo", address);
        fill(page, "Celular (opcional)", "987654321");
        chromium.isFit(page);
        click(page, "Continuar");

        assertThat(named(page, AriaRole.HEADING, "¿Sobre qué es su consulta?")).isVisible();
        like(page, AriaRole.RADIO, "^Mantenimiento de usuarios").check();
        like(page, AriaRole.RADIO, "^Actualizar login").check();
        like(page, AriaRole.RADIO, "^No permite agregar").check();
        chromium.isFit(page);
        click(page, "Continuar");

        fill(page, "Comentario o consulta", comment);
    }

    @Test
    void aDirectorOnAPhone_shouldAskWithAPhoto_beAnswered_andRate() {
        var address = "ayuda-telefono@example.org";
        var phone = chromium.phone(cloud);
        ask(phone, address, "La profesora Huamanñahui no aparece en la lista.");
        phone.locator("input[type=file]").setInputFiles(photo("resolución.png"));
        comes(phone.getByText("Listo"));
        chromium.isFit(phone);
        click(phone, "Continuar");
        assertThat(named(phone, AriaRole.HEADING, "Revise antes de enviar")).isVisible();
        chromium.isFit(phone);
        click(phone, "Enviar");
        assertThat(named(phone, AriaRole.HEADING, "Solicitud enviada")).isVisible();
        chromium.isFit(phone);
        var number = phone.locator(".ticket-number").textContent().replaceAll("\\s", "");
        assertThat(number).matches("\\d{4}-\\d{7}-\\d");
        inbox.await(address, letter -> letter.subject().contains(number));

        var desk = chromium.desk(cloud);
        desk.navigate("/");
        signIn(desk, agent());
        named(desk, AriaRole.LINK, "Bandeja").click();
        desk.navigate("/bandeja/" + number);
        assertThat(desk.getByText("La profesora Huamanñahui no aparece en la lista.").first()).isVisible();
        chromium.isFit(desk);
        click(desk, "Tomar");
        named(desk, AriaRole.RADIO, "Solución").check();
        fill(desk, "Cómo se resolvió", "Regístrela en «Personal de la IE» y dele acceso.");
        chromium.isFit(desk);
        click(desk, "Enviar y resolver");
        assertThat(desk.getByText("Resuelto").first()).isVisible();
        chromium.isFit(desk);

        var solved = inbox.await(address, letter -> letter.text().contains("Regístrela en «Personal de la IE»"));
        phone.navigate("/solicitudes/" + number);
        assertThat(phone.getByText("Regístrela en «Personal de la IE» y dele acceso.").first()).isVisible();
        chromium.isFit(phone);
        var link = RATING.matcher(solved.text());
        assertThat(link.find()).isTrue();
        var rating = chromium.phone(cloud);
        rating.navigate(link.group());
        assertThat(named(rating, AriaRole.HEADING, "¿Cómo le atendimos?")).isVisible();
        assertThat(rating.url()).doesNotContain("#");
        chromium.isFit(rating);
        click(rating, "Muy bien");
        assertThat(named(rating, AriaRole.HEADING, "Gracias")).isVisible();
        chromium.isFit(rating);
        desk.context().close();
        phone.context().close();
        rating.context().close();
    }

    @Test
    void aDraft_shouldOutliveAClosedTab_andAHostileFileBeRefused() {
        var page = chromium.desk(cloud);
        ask(page, "borrador@example.org", "Un texto que no debe perderse.");
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload(
                        "contrato.pdf", "application/pdf", "MZ not a document at all".getBytes(StandardCharsets.US_ASCII)));
        comes(page.getByText("No pasó la revisión"));
        chromium.isFit(page);

        var again = page.context().newPage();
        page.close();
        again.navigate("/ayuda?paso=consulta");

        assertThat(named(again, AriaRole.TEXTBOX, "Comentario o consulta")).hasValue("Un texto que no debe perderse.");
        again.context().close();
    }

    @Test
    void myTickets_shouldBeListed_forTheirRequesterAndForTheSchool() {
        var director = new Desk(Api.signedInAs(cloud, "director"));
        var number = director.submitted(Desk.request("0990124-0", "no-permite-agregar", "lista@example.org"));
        var page = chromium.phone(cloud);
        page.navigate("/");
        signIn(page, director());

        named(page, AriaRole.LINK, "Mis solicitudes").click();

        assertThat(page.getByText(number).first()).isVisible();
        chromium.isFit(page);
        named(page, AriaRole.LINK, "Las de mi IE").click();
        assertThat(page.getByText(number).first()).isVisible();
        chromium.isFit(page);
        page.context().close();
    }

    @Test
    void agentsScreens_shouldBeFit_onDeskAndPhone() {
        for (var page : new Page[] {chromium.desk(cloud), chromium.phone(cloud)}) {
            page.navigate("/");
            signIn(page, agent());
            for (var path : new String[] {"/bandeja", "/cifras"}) {
                page.navigate(path);
                assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
                assertThat(page.getByText("Cargando").first()).isHidden();
                chromium.isFit(page);
            }
            page.context().close();
        }
    }
}
