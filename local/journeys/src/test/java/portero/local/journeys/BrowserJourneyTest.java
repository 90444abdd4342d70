package portero.local.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import portero.local.cloud.Cloud;

/** The page as a director and a teacher use it, in a real browser against the real functions. */
@SharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserJourneyTest {
    private static final String OWN_PASSWORD = "cometa ladrillo sopa girasol";

    private final Cloud cloud = TestCloud.running();
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

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator buttonLike(Page page, String pattern) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator textbox(Page page, String name) {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    private static void signIn(Page page, String login, String password) {
        page.navigate("/");
        textbox(page, "Usuario").fill(login);
        textbox(page, "Contraseña").fill(password);
        button(page, "Ingresar").click();
    }

    private Page director() {
        var login = Api.login(cloud, "director", false);
        var page = chromium.desk(cloud);
        signIn(page, login.path("login").asText(), login.path("password").asText());
        assertThat(heading(page, "Mantenimiento de usuario")).isVisible();
        return page;
    }

    /** Registers somebody by the API, so that each journey has a person of its own. */
    private JsonNode newPerson(String document, String given) {
        var body = Api.JSON.createObjectNode()
                .put("givenNames", given)
                .put("paternalSurname", "Huamanñahui")
                .put("maternalSurname", "Ccori")
                .put("position", "PROFESOR");
        body.putObject("document").put("type", "DNI").put("number", document);
        var answer = Api.signedInAs(cloud, "director").post("/api/institutions/0990124-0/personnel", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private static void choose(Page page, String typed, String name) {
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Persona")).fill(typed);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(Pattern.compile(name))).click();
    }

    @Test
    void director_shouldGiveANewTeacherAccess_andTheTeacherShouldEnterOnAPhone() {
        newPerson("59100001", "Élida");
        var page = director();
        chromium.isFit(page);

        link(page, "Agregar").click();
        assertThat(heading(page, "Registro de permiso")).isVisible();
        choose(page, "elida huaman", "Élida");
        assertThat(page.getByRole(AriaRole.COMPLEMENTARY).getByText("59100001")).isVisible();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^Docente"))).check();
        chromium.isFit(page);
        button(page, "Grabar").click();
        assertThat(heading(page, "Acceso creado")).isVisible();
        chromium.isFit(page);
        var secrets = page.getByRole(AriaRole.DIALOG).locator(".secret");
        assertThat(secrets.nth(0).textContent().replaceAll("\\s", "")).isEqualTo("59100001");
        var password = secrets.nth(1).textContent().replaceAll("\\s", "");
        assertThat(password).hasSize(16);
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        assertThat(heading(page, "Acceso creado")).isVisible();
        button(page, "Ya la entregué").click();
        assertThat(heading(page, "Mantenimiento de usuario")).isVisible();
        var left = page.evaluate("[document.documentElement.outerHTML, JSON.stringify({...localStorage}),"
                + " JSON.stringify({...sessionStorage}), JSON.stringify(history.state), location.href].join()");
        assertThat(left.toString().replaceAll("<[^>]*>|\\s", "")).doesNotContain(password);

        var phone = chromium.phone(cloud);
        signIn(phone, "59100001", password);
        textbox(phone, "Contraseña nueva").fill("contraseña123456");
        button(phone, "Guardar y entrar").click();
        assertThat(phone.getByRole(AriaRole.ALERT).first()).isVisible();
        chromium.isFit(phone);
        textbox(phone, "Contraseña nueva").fill(OWN_PASSWORD);
        button(phone, "Guardar y entrar").click();
        assertThat(phone.getByText("Docente").first()).isVisible();
        chromium.isFit(phone);
        page.context().close();
        phone.context().close();
    }

    @Test
    void save_shouldShowThePasswordThatWorks_whenTheConnectionBreaksAfterTheServerSaved() {
        newPerson("59100002", "Ofelia");
        var page = director();
        var tries = new AtomicInteger();
        page.route("**/users", route -> {
            if (route.request().method().equals("POST") && tries.getAndIncrement() == 0) {
                route.fetch();
                route.abort("connectionreset");
            } else {
                route.resume();
            }
        });

        link(page, "Agregar").click();
        choose(page, "ofelia", "Ofelia");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^Docente"))).check();
        button(page, "Grabar").click();

        assertThat(heading(page, "Acceso creado")).isVisible();
        var password = page.getByRole(AriaRole.DIALOG).locator(".secret").nth(1).textContent().replaceAll("\\s", "");
        assertThat(tries.get()).isEqualTo(2);
        assertThat(new Api(cloud).signIn("59100002", password).json().path("outcome").asText())
                .isEqualTo("new-password-required");
        button(page, "Ya la entregué").click();
        page.context().close();
    }

    @Test
    void save_shouldShowNoCredentials_whenThePersonHasAnAccount() {
        var person = newPerson("59100003", "Teófila").path("person").asText();
        var api = Api.signedInAs(cloud, "director");
        api.createUser("0990124-0", person, "teacher", Api.newKey());
        api.delete("/api/institutions/0990124-0/users/" + person);
        var page = director();

        link(page, "Agregar").click();
        choose(page, "teofila", "Teófila");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^Docente"))).check();
        button(page, "Grabar").click();

        assertThat(heading(page, "Mantenimiento de usuario")).isVisible();
        assertThat(page.getByRole(AriaRole.STATUS).first()).isVisible();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.locator(".secret")).hasCount(0);
        chromium.isFit(page);
        page.context().close();
    }

    @Test
    void director_shouldFindWithoutAccents_changeARole_andTakeAccessAwayOnlyAfterConfirming() {
        var person = newPerson("59100004", "Úrsula").path("person").asText();
        Api.signedInAs(cloud, "director").createUser("0990124-0", person, "teacher", Api.newKey());
        var page = director();

        page.getByRole(AriaRole.SEARCHBOX).fill("ursula huamannahui");
        buttonLike(page, "Cambiar rol: Úrsula").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^Tutor"))).check();
        chromium.isFit(page);
        button(page, "Grabar").click();
        assertThat(page.getByRole(AriaRole.TABLE).getByText("Tutor")).isVisible();
        buttonLike(page, "Quitar acceso: Úrsula").click();
        chromium.isFit(page);
        button(page, "Cancelar").click();
        assertThat(buttonLike(page, "Quitar acceso: Úrsula")).isVisible();
        buttonLike(page, "Quitar acceso: Úrsula").click();
        button(page, "Quitar acceso").click();

        assertThat(buttonLike(page, "Quitar acceso: Úrsula")).hasCount(0);
        page.context().close();
    }

    @Test
    void signIn_shouldSayThatUserAndPasswordDoNotMatch_andOfferACodeToSeeAndHear() {
        var page = chromium.phone(cloud);

        signIn(page, "59999997", "una frase que no es la suya");
        assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
        chromium.isFit(page);
        button(page, "Usar código").click();
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("Imagen con el código de verificación")))
                .isVisible();
        assertThat(button(page, "Escuchar el código")).isVisible();

        chromium.isFit(page);
        page.context().close();
    }

    @Test
    void session_shouldOutliveAReload_andEndEverywhereOnSigningOut() {
        var page = director();

        page.reload();
        assertThat(heading(page, "Mantenimiento de usuario")).isVisible();
        buttonLike(page, "^Su cuenta").click();
        button(page, "Salir").click();

        assertThat(heading(page, "Ingresar")).isVisible();
        page.navigate("/usuarios");
        assertThat(heading(page, "Ingresar")).isVisible();
        page.context().close();
    }

    @Test
    void director_shouldRegisterSomebodyWhoIsMissing() {
        var page = director();

        link(page, "Personal de la IE").click();
        link(page, "Registrar persona").click();
        textbox(page, "Número de documento").fill("59100005");
        textbox(page, "Nombres").fill("Zenón");
        textbox(page, "Apellido paterno").fill("Ñaupa");
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Cargo")).selectOption("PROFESOR");
        chromium.isFit(page);
        button(page, "Registrar").click();

        assertThat(page.getByText("Zenón Ñaupa").first()).isVisible();
        chromium.isFit(page);
        page.context().close();
    }

    @Test
    void ugelSpecialist_shouldReachASchoolThroughTheTree() {
        var login = Api.login(cloud, "ugel-specialist", false);
        var page = chromium.desk(cloud);

        signIn(page, login.path("login").asText(), login.path("password").asText());
        buttonLike(page, "^Cambiar IE").click();
        chromium.isFit(page);
        buttonLike(page, "Los Ceibos del Valle").first().click();

        assertThat(page.getByText("Los Ceibos del Valle").first()).isVisible();
        assertThat(page.getByRole(AriaRole.TABLE).getByText("Rosa Elvira Ñahui Condezo")).isVisible();
        page.context().close();
    }
}
