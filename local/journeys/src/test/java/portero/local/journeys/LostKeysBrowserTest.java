package portero.local.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import portero.local.cloud.Cloud;

/** Process rows A8 and A9 as a director and a teacher live them, in a real browser, with the mail that really came. */
@SharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostKeysBrowserTest {
    private static final String OWN = "cometa ladrillo sopa girasol";
    private static final String NEXT = "tambor nube carreta limón";

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

    private static void signIn(Page page, String login, String password) {
        page.navigate("/");
        fill(page, "Usuario", login);
        fill(page, "Contraseña", password);
        click(page, "Ingresar");
    }

    private Page director() {
        var login = Api.login(cloud, "director", false);
        var page = chromium.desk(cloud);
        signIn(page, login.path("login").asText(), login.path("password").asText());
        assertThat(named(page, AriaRole.HEADING, "Mantenimiento de usuario")).isVisible();
        return page;
    }

    /** A teacher who has been in once, made by the API. */
    private String teacher(String document, String given) {
        var director = Api.signedInAs(cloud, "director");
        var body = Api.JSON.createObjectNode()
                .put("givenNames", given)
                .put("paternalSurname", "Huamanñahui")
                .put("position", "PROFESOR");
        body.putObject("document").put("type", "DNI").put("number", document);
        var person = director.post("/api/institutions/0990124-0/personnel", body).json().path("person").asText();
        var password = director.createUser("0990124-0", person, "teacher", Api.newKey())
                .json()
                .path("credentials")
                .path("password")
                .asText();
        var teacher = new Api(cloud);
        var challenge = teacher.signIn(document, password).json().path("challenge").asText();
        teacher.answerChallenge(document, challenge, OWN);
        return person;
    }

    @Test
    void aLostPassword_shouldBeReset_andTheNextOneRecoveredByMail() {
        teacher("59300001", "Octavia");
        var page = director();
        named(page, AriaRole.SEARCHBOX, "Buscar por nombre o documento").fill("octavia");
        chromium.isFit(page);

        like(page, AriaRole.BUTTON, "^Restablecer contraseña: Octavia").click();
        chromium.isFit(page);
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Restablecer contraseña").setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
        like(page, AriaRole.CHECKBOX, "^He visto el documento").check();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Restablecer contraseña").setExact(true))
                .click();
        assertThat(named(page, AriaRole.HEADING, "Contraseña restablecida")).isVisible();
        chromium.isFit(page);
        var password = page.getByRole(AriaRole.DIALOG).locator(".secret").nth(1).textContent().replaceAll("\\s", "");
        assertThat(password).hasSize(16);
        click(page, "Ya la entregué");
        assertThat(like(page, AriaRole.BUTTON, "^Dar otra contraseña: Octavia")).isVisible();
        chromium.isFit(page);

        var phone = chromium.phone(cloud);
        signIn(phone, "59300001", password);
        fill(phone, "Contraseña nueva", OWN);
        click(phone, "Guardar y entrar");
        assertThat(like(phone, AriaRole.REGION, "^Su correo")).isVisible();
        chromium.isFit(phone);
        named(phone, AriaRole.LINK, "Registrar correo").click();
        fill(phone, "Correo", "octavia@example.org");
        fill(phone, "Su contraseña", OWN);
        chromium.isFit(phone);
        click(phone, "Enviar código");
        fill(phone, "Código del mensaje", inbox.await("octavia@example.org", "código").code());
        chromium.isFit(phone);
        click(phone, "Verificar");
        assertThat(phone.getByText("octavia@example.org").first()).isVisible();
        chromium.isFit(phone);
        like(phone, AriaRole.BUTTON, "^Su cuenta").click();
        click(phone, "Salir");

        named(phone, AriaRole.LINK, "¿Olvidó su contraseña?").click();
        fill(phone, "Usuario", "59300001");
        chromium.isFit(phone);
        click(phone, "Enviar código");
        var mail = inbox.await("octavia@example.org", letter -> letter.text().contains("recuperar"));
        fill(phone, "Código del mensaje", mail.code());
        fill(phone, "Contraseña nueva", NEXT);
        chromium.isFit(phone);
        click(phone, "Cambiar contraseña");
        assertThat(named(phone, AriaRole.HEADING, "Su contraseña cambió")).isVisible();
        chromium.isFit(phone);
        named(phone, AriaRole.LINK, "Ingresar").click();
        fill(phone, "Contraseña", NEXT);
        click(phone, "Ingresar");

        assertThat(phone.getByText("Docente").first()).isVisible();
        inbox.await("octavia@example.org", "contraseña cambió");
        page.context().close();
        phone.context().close();
    }

    @Test
    void aDirector_shouldHaveTheMailSent_andItsLinkShouldOpenWhereTheCodeIsTyped() {
        var page = director();

        named(page, AriaRole.SEARCHBOX, "Buscar por nombre o documento").fill("nahui condezo");
        like(page, AriaRole.BUTTON, "^Enviar correo: Rosa Elvira").click();
        chromium.isFit(page);
        click(page, "Enviar correo de recuperación");
        assertThat(page.getByRole(AriaRole.STATUS).first()).isVisible();

        var mail = inbox.await("rosa.nahui@example.org", letter -> letter.text().contains("recuperar"));
        var phone = chromium.phone(cloud);
        phone.navigate("/recuperar/" + mail.recovery());
        assertThat(named(phone, AriaRole.TEXTBOX, "Código del mensaje")).isVisible();
        chromium.isFit(phone);
        fill(phone, "Usuario", "51204418");
        fill(phone, "Código del mensaje", "0000 0001");
        fill(phone, "Contraseña nueva", NEXT);
        click(phone, "Cambiar contraseña");
        assertThat(phone.getByRole(AriaRole.ALERT).first()).isVisible();
        chromium.isFit(phone);
        page.context().close();
        phone.context().close();
    }

    @Test
    void aLock_shouldSayWhenItEnds_andBeLiftedByTheDirector() {
        teacher("59300002", "Primitiva");
        for (var i = 0; i < 4; i++) {
            new Api(cloud).signIn("59300002", "no es la suya " + i);
        }
        var phone = chromium.phone(cloud);
        signIn(phone, "59300002", "tampoco es la suya");
        assertThat(phone.getByRole(AriaRole.ALERT).first()).isVisible();
        fill(phone, "Contraseña", OWN);
        click(phone, "Ingresar");
        assertThat(phone.getByText(Pattern.compile("a las \\d{1,2}:\\d{2}")).first()).isVisible();
        chromium.isFit(phone);
        var page = director();

        named(page, AriaRole.SEARCHBOX, "Buscar por nombre o documento").fill("primitiva");
        like(page, AriaRole.BUTTON, "^Desbloquear: Primitiva").click();
        assertThat(page.getByRole(AriaRole.STATUS).first()).isVisible();
        assertThat(like(page, AriaRole.BUTTON, "^Desbloquear: Primitiva")).hasCount(0);
        chromium.isFit(page);

        assertThat(new Api(cloud).signIn("59300002", OWN).status()).isEqualTo(200);
        page.context().close();
        phone.context().close();
    }
}
