import { html, nothing, type PropertyValues } from 'lit';
import { answer, api } from '../api/client.ts';
import { readPersonnel } from '../api/personnel.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Person, Role, UserCreated } from '../api/shapes.ts';
import { say } from '../flash.ts';
import { t } from '../messages/inside.ts';
import { focusSummary, loading, summary, unread } from '../parts/alerts.ts';
import { crumbs } from '../parts/crumbs.ts';
import { delayed } from '../parts/delayed.ts';
import { helpLink, refusedWithHelp } from '../parts/help-link.ts';
import '../parts/person-box.ts';
import { roleChoice } from '../parts/role-choice.ts';
import { nameTab, View } from '../parts/view.ts';
import { learnt } from '../places.ts';
import { address, go } from '../router.ts';
import { GAVE_UP, insist } from '../session/insist.ts';

/** Registro de permiso: a person of the school's personnel, a role, Grabar. */
class AddUser extends View {
  static override properties = { ie: {}, wanted: {} };

  declare ie: string;
  declare wanted: string | undefined;

  private people: Person[] | undefined;
  private unread: Refused | undefined;
  private person: Person | undefined;
  private chosenRole: Role | undefined;
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy = false;
  private delay: Refused | undefined;
  private gaveUp = false;
  private abandon = new AbortController();
  /** One key for one Save, however often it has to be sent. */
  private save: { of: string; key: string } | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ie')) {
      this.people = undefined;
      this.person = undefined;
      this.chosenRole = undefined;
      this.save = undefined;
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const { ie } = this;
    this.unread = undefined;
    this.requestUpdate();
    try {
      await readPersonnel(
        ie,
        (people) => {
          this.people = people;
          const preset = this.person ? undefined : people.find(({ person }) => person === this.wanted);
          if (preset) {
            this.choose(preset);
          }
          this.requestUpdate();
        },
        () => this.ie === ie && this.isConnected,
      );
    } catch (thrown) {
      this.unread = refusal(thrown);
      this.requestUpdate();
    }
  }

  private choose(person: Person | undefined): void {
    this.person = person;
    this.chosenRole = person ? (person.access ?? person.roles[0]) : undefined;
    this.errors = new Map();
    this.refused = undefined;
    this.gaveUp = false;
    this.requestUpdate();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.refused = undefined;
    this.gaveUp = false;
    this.errors = new Map();
    const { person, chosenRole: role } = this;
    if (!person) {
      this.errors.set('person', t.add.personMissing);
    } else if (!role) {
      this.errors.set('roles', roles(person).length > 0 ? t.add.roleMissing : t.add.noRoles(t.positions[person.position]));
    }
    if (!person || !role) {
      await this.showErrors();
      return;
    }

    this.busy = true;
    this.requestUpdate();
    try {
      // Both are here before the password is: once it exists, nothing may be missing to show it.
      const { showCredentials } = await import('../parts/key-card.ts').catch(() => {
        throw Refused.unreachable();
      });
      const created = await this.create(person, role);
      this.save = undefined;
      await this.finish(person, created, showCredentials);
    } catch (thrown) {
      this.busy = false;
      this.delay = undefined;
      if (thrown === GAVE_UP) {
        this.gaveUp = true;
      } else {
        this.refused = refusal(thrown);
      }
      await this.showErrors();
    }
  }

  private create(person: Person, role: Role): Promise<UserCreated> {
    const body = { person: person.person, role };
    const of = JSON.stringify([this.ie, body]);
    if (this.save?.of !== of) {
      this.save = { of, key: crypto.randomUUID() };
    }
    const { key } = this.save;
    this.abandon = new AbortController();
    return insist(
      () =>
        answer(
          api.POST('/api/institutions/{institution}/users', {
            params: { path: { institution: this.ie }, header: { 'Idempotency-Key': key } },
            body,
          }),
        ),
      this.abandon,
      (why) => {
        this.delay = why;
        this.requestUpdate();
      },
    );
  }

  private async finish(
    { fullName, givenNames }: Person,
    created: UserCreated,
    showCredentials: typeof import('../parts/key-card.ts').showCredentials,
  ): Promise<void> {
    if (created.credentials) {
      const handed = showCredentials(created.credentials, { fullName, givenNames, institution: learnt(this.ie) });
      delete created.credentials;
      this.busy = false;
      this.delay = undefined;
      this.requestUpdate();
      if (!(await handed)) {
        return;
      }
      say(t.users.handedOver(fullName), '/usuarios');
    } else {
      say(created.outcome === 'unchanged' ? t.users.unchanged(fullName) : t.users.granted(fullName), '/usuarios');
      if (!this.isConnected) {
        return;
      }
    }
    // Replaced, so that Back does not lead to a form that was sent.
    go(address('/usuarios', { ie: this.ie }), { replace: true });
  }

  private async showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override updated(): void {
    nameTab(t.add.title, this.errors.size > 0 || this.refused !== undefined || this.gaveUp);
  }

  protected override render() {
    return html`${crumbs({ path: '/usuarios', text: t.frame.users, ie: this.ie })}
      <div class="head"><div><h1 tabindex="-1">${t.add.title}</h1><p class="muted">${t.add.lead}</p></div></div>
      ${this.unread ? unread(this.unread, () => void this.load(), helpLink(this.unread)) : this.people ? this.form(this.people) : loading(3)}`;
  }

  private form(people: Person[]) {
    const register = address('/personal/registrar', { ie: this.ie });
    if (people.length === 0) {
      return html`<div class="panel empty stack">
        <h2>${t.add.noPersonnel}</h2>
        <p>${t.add.noPersonnelWhat}</p>
        <a class="btn main" href=${register}>${t.personnel.register}</a>
      </div>`;
    }
    const { person } = this;
    return html`<div class="two">
      <form class="panel" novalidate @submit=${this.submit}>
        ${summary(this.errors)}${refusedWithHelp(this.refused, undefined, this.person)}
        ${this.gaveUp
          ? html`<div class="alert warn" role="alert" tabindex="-1" data-summary><p>${t.add.gaveUp}</p></div>`
          : nothing}
        <fieldset class="plain" ?disabled=${this.busy}>
          <portero-person-box
            .people=${people}
            .chosen=${person}
            .text=${{ id: 'person', label: t.add.person, hint: t.add.personHint, error: this.errors.get('person') }}
            @chosen=${(event: CustomEvent<Person | undefined>) => this.choose(event.detail)}
          ></portero-person-box>
          <p class="small"><a href=${register}>${t.add.registerInstead}</a></p>
          ${this.roles(person)}
        </fieldset>
        ${this.login(person, true)}
        <div role="status">${this.delay ? delayed(this.delay) : nothing}</div>
        <div class="row end">
          <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.common.saving : t.common.save}</button>
          ${this.delay
            ? html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.add.giveUp}</button>`
            : html`<a class="btn quiet" href=${address('/usuarios', { ie: this.ie })}>${t.common.cancel}</a>`}
        </div>
      </form>
      ${this.login(person, false)}
    </div>`;
  }

  private roles(person: Person | undefined) {
    if (!person) {
      return html`<div class="field"><span class="legend">${t.add.role}</span><span class="hint">${t.add.roleLater}</span></div>`;
    }
    const position = t.positions[person.position];
    const offered = roles(person);
    if (offered.length === 0) {
      return html`<div class="field" id="roles" tabindex="-1"><span class="legend">${t.add.role}</span><p class="note small">${t.add.noRoles(position)}</p></div>`;
    }
    return roleChoice({
      roles: offered,
      chosen: this.chosenRole,
      hint: t.add.roleHint(position),
      error: this.errors.get('roles'),
      onChoose: (role) => {
        this.chosenRole = role;
        this.errors.delete('roles');
        this.requestUpdate();
      },
    });
  }

  /** The login by default; beside the form on a desk, before Grabar in a hand. */
  private login(person: Person | undefined, narrow: boolean) {
    return html`<aside class="panel sunk stack ${narrow ? 'in-hand' : 'on-desk'}" aria-label=${t.add.login}>
      <div>
        <div class="muted small">${t.add.login}</div>
        ${person ? html`<output class="login">${person.login}</output>` : html`<p class="small">${t.add.loginLater}</p>`}
      </div>
      ${person
        ? html`<p class="small">
            ${person.access
              ? t.add.hasAccess(t.roles[person.access].name)
              : person.hasAccount
                ? t.add.hasAccount
                : html`${t.add.newAccount} <b>${t.add.onlyOnce}</b>, ${t.add.newAccountMore}`}
          </p>`
        : nothing}
    </aside>`;
  }
}

/** The roles to choose from; the one already held is among them, so that it can be seen. */
function roles({ roles, access }: Person): Role[] {
  return access && !roles.includes(access) ? [access, ...roles] : roles;
}

customElements.define('portero-add-user', AddUser);
