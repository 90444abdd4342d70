import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Grant, MyAccess } from './api/shapes.ts';
import { flashAt, onFlash } from './flash.ts';
import { t } from './messages/inside.ts';
import { languageSwitch } from './parts/language-switch.ts';
import { brand } from './parts/mark.ts';
import { open } from './parts/dialog.ts';
import { nameTab, View } from './parts/view.ts';
import { type PlaceChooser } from './parts/place-chooser.ts';
import './parts/place-chooser.ts';
import './parts/idle-question.ts';
import { deskOf, grantFor, homeOf, isSchool, nameOf, onNames, worksIn } from './places.ts';
import { address, go, onPlace, place } from './router.ts';
import './screens/add-user.ts';
import './screens/change-password.ts';
import './screens/my-access.ts';
import './screens/personnel.ts';
import './screens/register-person.ts';
import './screens/users.ts';
import { dropDraft, forgetOldDrafts, readDraft } from './session/draft.ts';
import { takeJustChose } from './session/pending.ts';
import { current, signOut } from './session/session.ts';

/** The page for those who are in: the frame around each screen. */
class PorteroInside extends View {
  static override properties = { me: { attribute: false } };

  declare me: MyAccess;

  private stop: (() => void)[] = [];
  private moved = false;
  private menuOpen = false;
  /** Who has just come in for the first time is offered to register an e-mail, once. */
  private offerEmail = takeJustChose();

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = [
      onPlace((_, moved) => {
        this.moved ||= moved;
        this.settle();
        this.requestUpdate();
      }),
      onFlash(() => this.requestUpdate()),
      onNames(() => this.requestUpdate()),
    ];
    document.addEventListener('click', this.closeMenu);
    void forgetOldDrafts();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop.forEach((stop) => stop());
    document.removeEventListener('click', this.closeMenu);
  }

  /** The grant that the page works under: of the place in the address, or of one above it. */
  private get grant(): Grant | undefined {
    return grantFor(this.me.grants, place().query.get('ie'));
  }

  /** Each address names its institution, so that it may be kept, shared and gone back to. */
  private settle(): void {
    if (current().state !== 'in') {
      return;
    }
    const { path, query } = place();
    const { grant } = this;
    const asked = query.get('ie');
    const ie = asked !== null && worksIn(grant, asked) ? asked : grant?.institution.code;
    if (path === '/') {
      go(address(homeOf(grant), { ie }), { replace: true });
    } else if (ie && asked !== ie) {
      query.set('ie', ie);
      go(`${path}?${query.toString()}`, { replace: true, quiet: true });
    }
  }

  private get ie(): string | undefined {
    return place().query.get('ie') ?? this.grant?.institution.code;
  }

  private closeMenu = (event: Event) => {
    const onButton = event.target instanceof Element && event.target.closest('.me > button');
    if (this.menuOpen && !onButton) {
      this.menuOpen = false;
      this.requestUpdate();
    }
  };

  private leaveMenu(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.menuOpen) {
      this.toggleMenu();
      this.one<HTMLElement>('.me > button')!.focus();
    }
  }

  private toggleMenu(): void {
    this.menuOpen = !this.menuOpen;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('me')) {
      this.settle();
    }
  }

  protected override async updated(changed: PropertyValues): Promise<void> {
    super.updated(changed);
    if (changed.has('me')) {
      this.showTab();
    }
    if (this.moved) {
      this.moved = false;
      const screen = this.one<View>('[data-screen]');
      if (screen) {
        // The screen draws itself a moment after its frame, and some have to be fetched first.
        await customElements.whenDefined(screen.localName);
        await screen.updateComplete;
      }
      this.one<HTMLElement>('h1')?.focus();
      this.showTab();
    }
  }

  /** On a phone there are more tabs than fit. */
  private showTab(): void {
    this.one('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private screen(): TemplateResult {
    const { path, query } = place();
    const { ie, grant, me } = this;
    if (path === '/mi-acceso') {
      return html`<portero-my-access data-screen .me=${me} .ie=${ie}></portero-my-access>`;
    }
    if (path === '/mi-acceso/correo') {
      void import('./screens/own-email.ts').catch(() => location.reload());
      return html`<portero-own-email data-screen .me=${me} .ie=${ie}></portero-own-email>`;
    }
    if (path === '/contrasena') {
      return html`<portero-change-password data-screen .me=${me}></portero-change-password>`;
    }
    const asked = this.helpDesk(path, query) ?? this.desk(path, query);
    if (asked) {
      return asked;
    }
    if (ie && grant?.maintainsUsers) {
      switch (path) {
        case '/usuarios':
          return html`<portero-users data-screen .ie=${ie} .query=${query}></portero-users>`;
        case '/usuarios/agregar':
          return html`<portero-add-user data-screen .ie=${ie} .wanted=${query.get('persona') ?? undefined}></portero-add-user>`;
        case '/personal':
          return html`<portero-personnel data-screen .ie=${ie} .query=${query}></portero-personnel>`;
        case '/personal/registrar':
          return html`<portero-register-person data-screen .ie=${ie} .kind=${this.kind}></portero-register-person>`;
      }
    }
    nameTab(t.common.notFound);
    return html`<div class="stack">
      <h1 tabindex="-1">${t.common.notFound}</h1>
      <p>${t.common.notFoundWhat}</p>
      <a class="btn main" href="/">${t.common.home}</a>
    </div>`;
  }

  /** What few visits need is fetched when it is asked for. */
  private helpDesk(path: string, query: URLSearchParams): TemplateResult | undefined {
    const { ie, me } = this;
    const load = (screen: Promise<unknown>) => void screen.catch(() => location.reload());
    if (path === '/ayuda') {
      load(import('./screens/help-form.ts'));
      return html`<portero-help-form data-screen .me=${me} .ie=${ie} .query=${query}></portero-help-form>`;
    }
    if (path === '/solicitudes') {
      load(import('./screens/my-tickets.ts'));
      return html`<portero-my-tickets data-screen .me=${me} .ie=${ie} .query=${query}></portero-my-tickets>`;
    }
    const [, ticket] = /^\/solicitudes\/(\d{4}-\d{7}-\d)$/.exec(path) ?? [];
    if (ticket) {
      load(import('./screens/my-ticket.ts'));
      return html`<portero-my-ticket data-screen .me=${me} .ie=${ie} .number=${ticket}></portero-my-ticket>`;
    }
    return undefined;
  }

  /** The side of those who answer. */
  private desk(path: string, query: URLSearchParams): TemplateResult | undefined {
    const { ie, me, grant } = this;
    const load = (screen: Promise<unknown>) => void screen.catch(() => location.reload());
    const { queue, topics, numbers } = ie ? deskOf(grant, ie) : { queue: false, topics: false, numbers: false };
    const asked = /^\/bandeja(?:\/(\d{4}-\d{7}-\d))?$/.exec(path);
    if (queue && asked) {
      load(import('./screens/desk-queue.ts'));
      return html`<portero-desk-queue data-screen .me=${me} .ie=${ie} .query=${query} .number=${asked[1]}></portero-desk-queue>`;
    }
    if (topics && path === '/temas') {
      load(import('./screens/desk-topics.ts'));
      return html`<portero-desk-topics data-screen .ie=${ie} .query=${query}></portero-desk-topics>`;
    }
    if (numbers && path === '/cifras') {
      load(import('./screens/desk-numbers.ts'));
      return html`<portero-desk-numbers data-screen .ie=${ie} .query=${query}></portero-desk-numbers>`;
    }
    return undefined;
  }

  private offer() {
    const { me, ie } = this;
    if (!this.offerEmail || me.emailStanding === 'verified' || place().path.startsWith('/mi-acceso')) {
      return nothing;
    }
    const later = () => {
      this.offerEmail = false;
      this.requestUpdate();
      this.one<HTMLElement>('h1')?.focus();
    };
    return html`<aside class="panel offer" aria-labelledby="offer">
      <div><h2 id="offer">${me.email ? t.email.offerVerify : t.email.offerTitle}</h2><p>${t.email.offer}</p></div>
      <div class="row">
        <a class="btn" href=${address('/mi-acceso/correo', { ie })}>${me.email ? t.email.verify : t.email.register}</a>
        <button type="button" class="btn quiet" @click=${later}>${t.email.notNow}</button>
      </div>
    </aside>`;
  }

  private get kind(): 'school' | 'office' {
    return isSchool(this.ie ?? '') ? 'school' : 'office';
  }

  private tab(href: string, text: string) {
    const { path } = place();
    const here = path === href || path.startsWith(`${href}/`);
    return html`<a href=${address(href, { ie: this.ie })} aria-current=${here ? (path === href ? 'page' : 'true') : nothing}>${text}</a>`;
  }

  private placeButton() {
    const { ie, me } = this;
    const here = ie ? nameOf(ie, me) : undefined;
    const canSwitch =
      me.grants.length > 1 ||
      me.grants.some(({ institution: { kind }, ...grant }) => (grant.maintainsUsers && kind !== 'school') || kind === 'dre' || kind === 'country');
    if (!here) {
      return nothing;
    }
    return canSwitch
      ? html`<button type="button" class="place" @click=${() => this.one<PlaceChooser>('portero-place-chooser')?.show()}>
          <span class="aside">${t.frame.switchPlace}: </span><span class="name">${here}</span><span aria-hidden="true"> ▾</span>
        </button>`
      : html`<span class="place"><span class="name">${here}</span></span>`;
  }

  protected override render() {
    const { me, ie, grant } = this;
    const desk = ie ? deskOf(grant, ie) : { queue: false, topics: false, numbers: false };
    const flash = flashAt(place().path);
    return html`<a class="skip" href="#content" @click=${this.skip}>${t.common.skip}</a>
      <header class="top">
        <div>
          ${brand(address('/', { ie }))} ${this.placeButton()}
          <div class="me" @keydown=${this.leaveMenu}>
            <button type="button" aria-expanded=${this.menuOpen ? 'true' : 'false'} aria-controls="menu" @click=${this.toggleMenu}>
              <span class="aside">${t.frame.account}: </span><span class="name">${me.fullName}</span> <span aria-hidden="true">▾</span>
            </button>
            <div class="menu" id="menu" ?hidden=${!this.menuOpen}>
              <a href=${address('/mi-acceso', { ie })}>${t.frame.myAccess}</a>
              <a href=${address('/contrasena', { ie })}>${t.frame.password}</a>
              ${languageSwitch()}
              <button type="button" class="link" @click=${() => void this.leave()}>${t.frame.signOut}</button>
            </div>
          </div>
        </div>
        <nav class="tabs" aria-label=${t.frame.menu}>
          ${grant?.maintainsUsers
            ? html`${this.tab('/usuarios', t.frame.users)}
              ${this.tab('/personal', this.kind === 'school' ? t.frame.personnel : t.frame.personnelElsewhere)}`
            : nothing}
          ${desk.queue ? this.tab('/bandeja', t.frame.queue) : nothing} ${desk.numbers ? this.tab('/cifras', t.frame.numbers) : nothing}
          ${desk.topics ? this.tab('/temas', t.frame.topics) : nothing}
          ${this.tab('/solicitudes', t.frame.requests)} ${this.tab('/ayuda', t.frame.help)}
        </nav>
      </header>
      <main id="content" tabindex="-1">
        <div role="status" class="flash">${flash ? html`<p>${flash}</p>` : nothing}</div>
        ${this.offer()}${this.screen()}
      </main>
      <portero-place-chooser .me=${me} .ie=${ie}></portero-place-chooser>
      <portero-idle-question></portero-idle-question>
      ${this.draftQuestion()}`;
  }

  /** A request that was begun stays on the device: on one that others use, the person may not want that. */
  private async leave(): Promise<void> {
    if (await readDraft(this.me.person)) {
      open(this.one('#draft-question'));
    } else {
      await signOut();
    }
  }

  private draftQuestion() {
    const drop = async () => {
      await dropDraft(this.me.person);
      await signOut();
    };
    return html`<dialog id="draft-question" aria-labelledby="draft-title" aria-describedby="draft-what">
      <h2 id="draft-title">${t.draft.title}</h2>
      <p id="draft-what">${t.draft.what}</p>
      <div class="row">
        <button type="button" class="btn main" @click=${() => void signOut()}>${t.draft.keep}</button>
        <button type="button" class="btn" @click=${() => void drop()}>${t.draft.drop}</button>
        <button type="button" class="btn quiet" @click=${() => this.one<HTMLDialogElement>('#draft-question')!.close()}>${t.common.cancel}</button>
      </div>
    </dialog>`;
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.one<HTMLElement>('main')!.focus();
  }
}

customElements.define('portero-inside', PorteroInside);
