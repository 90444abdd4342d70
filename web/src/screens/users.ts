import { html, nothing, type PropertyValues } from 'lit';
import { answer, api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { Role, User } from '../api/shapes.ts';
import { say } from '../flash.ts';
import { t } from '../messages/inside.ts';
import { focusSummary, loading, unread } from '../parts/alerts.ts';
import { crumbs } from '../parts/crumbs.ts';
import { helpLink, refusedWithHelp } from '../parts/help-link.ts';
import { pager, slice } from '../parts/pager.ts';
import { type ResetDialog } from '../parts/reset-dialog.ts';
import { type RoleDialog } from '../parts/role-dialog.ts';
import '../parts/role-dialog.ts';
import { type RevokeDialog } from '../parts/revoke-dialog.ts';
import '../parts/revoke-dialog.ts';
import { nameTab, View } from '../parts/view.ts';
import { learn } from '../places.ts';
import { address, go } from '../router.ts';
import { unfinishedReset } from '../session/unfinished.ts';
import { clockAfter } from '../text/clock.ts';
import { recent } from '../text/dates.ts';
import { ALWAYS, daysLeft, filterOf, FILTERS, find, hasExpired, isLocked, mayBeInAddress, passes, resetAction, type Filter } from '../text/people.ts';

/** Mantenimiento de usuario: who has access here, and what may be done about it. */
class Users extends View {
  static override properties = { ie: {}, query: { attribute: false } };

  declare ie: string;
  declare query: URLSearchParams;

  private users: User[] | undefined;
  private complete = false;
  private refused: Refused | undefined;
  /** Kept here as well as in the address, which must not hold document numbers. */
  private text = '';
  /** Why something done from a row was not. */
  private failed: { why: Refused; user: User } | undefined;
  private unlocking: User | undefined;
  private clockwork: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Locks end and passwords run out while somebody looks at the list.
    this.clockwork = setInterval(() => this.requestUpdate(), 30_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clockwork);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ie')) {
      this.text = changed.get('ie') === undefined ? (this.query.get('buscar') ?? '') : '';
      this.users = undefined;
      this.failed = undefined;
      void this.load();
    } else if (changed.has('query') && mayBeInAddress(this.text)) {
      this.text = this.query.get('buscar') ?? '';
    }
  }

  private async load(): Promise<void> {
    const { ie } = this;
    let read: User[] = [];
    this.refused = undefined;
    this.complete = false;
    this.requestUpdate();
    try {
      await readAll(
        (cursor) =>
          answer(
            api.GET('/api/institutions/{institution}/users', {
              params: { path: { institution: ie }, query: cursor ? { cursor } : {} },
            }),
          ),
        (page, last) => {
          if (this.ie !== ie || !this.isConnected) {
            return false;
          }
          learn(page.institution);
          read = [...read, ...page.items];
          // A reload replaces the list at once, at its end: people must not see it shrink and grow.
          if (last || this.users === undefined || read.length > this.users.length) {
            this.users = read;
          }
          this.complete = last;
          this.requestUpdate();
          return true;
        },
      );
    } catch (thrown) {
      if (this.ie === ie) {
        this.refused = refusal(thrown);
        this.requestUpdate();
      }
    }
  }

  private get wanted() {
    return {
      filter: filterOf(this.query.get('estado')),
      role: (this.query.get('rol') ?? undefined) as Role | undefined,
      page: Number(this.query.get('pagina') ?? 1),
    };
  }

  private href(change: { filter?: Filter; role?: string; page?: number; text?: string }): string {
    const { filter, role, page } = { ...this.wanted, page: 1, ...change };
    const text = change.text ?? this.text;
    return address('/usuarios', {
      ie: this.ie,
      estado: filter === 'all' ? undefined : FILTERS[filter],
      rol: role,
      buscar: mayBeInAddress(text) ? text : undefined,
      pagina: page > 1 ? String(page) : undefined,
    });
  }

  private search(text: string): void {
    this.text = text;
    go(this.href({ text }), { replace: true, quiet: true });
    this.requestUpdate();
  }

  private clear(): void {
    this.text = '';
    const search = this.one<HTMLInputElement>('input[type=search]');
    if (search) {
      search.value = '';
      search.focus();
    }
    go(address('/usuarios', { ie: this.ie }), { replace: true, quiet: true });
    this.requestUpdate();
  }

  private async reset(user: User): Promise<void> {
    this.failed = undefined;
    this.requestUpdate();
    try {
      await import('../parts/reset-dialog.ts').catch(() => {
        throw Refused.unreachable();
      });
      this.one<ResetDialog>('portero-reset-dialog')!.show(user);
    } catch (thrown) {
      await this.fail(thrown, user);
    }
  }

  /** Somebody else was quicker: reads the list again and shows the dialog what is true now. */
  private async refresh(event: CustomEvent<string>): Promise<void> {
    await this.load();
    this.one<ResetDialog>('portero-reset-dialog')!.renew(this.users?.find(({ person }) => person === event.detail));
  }

  private async unlock(user: User): Promise<void> {
    if (this.unlocking) {
      return;
    }
    this.unlocking = user;
    this.failed = undefined;
    this.requestUpdate();
    try {
      await answer(
        api.DELETE('/api/institutions/{institution}/users/{person}/lock', { params: { path: { institution: this.ie, person: user.person } } }),
      );
      this.tell(t.users.unlocked(user.fullName));
    } catch (thrown) {
      await this.fail(thrown, user);
    } finally {
      this.unlocking = undefined;
      this.requestUpdate();
    }
  }

  private async fail(thrown: unknown, user: User): Promise<void> {
    this.failed = { why: refusal(thrown), user };
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private changed(event: CustomEvent<string>): void {
    this.tell(event.detail);
  }

  private tell(what: string): void {
    this.failed = undefined;
    say(what, '/usuarios');
    void this.load();
    this.one<HTMLElement>('h1')?.focus();
  }

  protected override firstUpdated(): void {
    this.one<HTMLInputElement>('input[type=search]')!.value = this.text;
  }

  protected override updated(): void {
    nameTab(t.users.title);
    const search = this.one<HTMLInputElement>('input[type=search]');
    if (search && search !== document.activeElement && search.value !== this.text) {
      search.value = this.text;
    }
  }

  protected override render() {
    const { users } = this;
    const current = users?.filter((user) => user.state !== 'ended').length ?? 0;
    return html`${crumbs()}
      <div class="head">
        <div>
          <h1 tabindex="-1">${t.users.title}</h1>
          <p class="muted" role="status">${users && this.complete && users.length > 0 ? t.users.count(current) : ''}</p>
        </div>
        ${this.refused && !users ? nothing : html`<a class="btn main" href=${address('/usuarios/agregar', { ie: this.ie })}>${t.users.add}</a>`}
      </div>
      ${refusedWithHelp(this.failed?.why, undefined, this.failed?.user)}${this.tools()}
      ${this.refused ? unread(this.refused, () => void this.load(), helpLink(this.refused)) : nothing}
      ${users ? this.list(users) : this.refused ? nothing : loading()}
      <portero-role-dialog .ie=${this.ie} @changed=${this.changed}></portero-role-dialog>
      <portero-revoke-dialog .ie=${this.ie} @changed=${this.changed}></portero-revoke-dialog>
      <portero-reset-dialog
        .ie=${this.ie}
        @changed=${this.changed}
        @stale=${(event: CustomEvent<string>) => void this.refresh(event)}
        @unfinished=${() => this.requestUpdate()}
      ></portero-reset-dialog>`;
  }

  private tools() {
    const users = this.users ?? [];
    const now = serverNow();
    const { filter, role } = this.wanted;
    const roles = [...new Set(users.map((user) => user.role))];
    const counted = (Object.keys(FILTERS) as Filter[])
      .map((name) => ({ name, count: users.filter((user) => passes(user, name, now)).length }))
      .filter(({ name, count }) => ALWAYS.includes(name) || name === filter || (count > 0 && name !== 'active'));
    return html`<div class="tools" ?hidden=${this.users?.length === 0 || (!this.users && this.refused !== undefined)}>
      <input
        class="search"
        type="search"
        autocomplete="off"
        aria-label=${t.users.search}
        placeholder=${t.users.search}
        @input=${(event: InputEvent) => this.search((event.target as HTMLInputElement).value)}
      />
      ${roles.length > 1 || role
        ? html`<select aria-label=${t.users.role} @change=${(event: Event) => go(this.href({ role: (event.target as HTMLSelectElement).value }), { replace: true, quiet: true })}>
            <option value="" ?selected=${!role}>${t.users.anyRole}</option>
            ${roles.map((each) => html`<option value=${each} ?selected=${each === role}>${t.roles[each].name}</option>`)}
          </select>`
        : nothing}
      ${users.length > 0
        ? html`<nav class="chips" aria-label=${t.users.filters}>
            ${counted.map(
              ({ name, count }) =>
                html`<a class="chip" data-quiet href=${this.href({ filter: name })} aria-current=${name === filter ? 'true' : nothing}
                  >${t.users.filter[name]} <b class="num">${count}</b></a
                >`,
            )}
          </nav>`
        : nothing}
    </div>`;
  }

  private list(users: User[]) {
    if (users.length === 0) {
      return html`<div class="panel empty stack">
        <h2>${t.users.none}</h2>
        <p>${t.users.noneWhat}</p>
      </div>`;
    }
    const found = find(users, { ...this.wanted, text: this.text, now: serverNow() });
    if (found.length === 0) {
      return html`<div class="panel empty stack">
        <p role="status"><b>${t.users.noMatch}</b></p>
        <button type="button" class="btn" @click=${this.clear}>${t.users.clear}</button>
      </div>`;
    }
    const shown = slice(found, this.wanted.page);
    return html`<div class="sheet">
        <table role="table" aria-label=${t.users.title}>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">${t.users.person}</th>
              <th role="columnheader" scope="col">${t.users.role}</th>
              <th role="columnheader" scope="col">${t.users.state}</th>
              <th role="columnheader" scope="col">${t.users.lastSignIn}</th>
              <th role="columnheader" scope="col" class="actions"><span class="aside">${t.users.actions}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${shown.items.map((user) => this.row(user))}
          </tbody>
        </table>
      </div>
      ${pager(shown, (page) => this.href({ page }))}`;
  }

  private row(user: User) {
    return html`<tr role="row">
      <td role="cell">
        <b>${user.fullName}</b>${user.isSelf ? html` <span class="muted">(${t.users.you})</span>` : nothing}
        <div class="muted small num">${user.login}</div>
      </td>
      <td role="cell" class="wide">${t.roles[user.role].name}</td>
      <td role="cell" class="wide">${this.state(user)}</td>
      <td role="cell" class="wide num muted when ${user.lastSignInAt ? '' : 'bare'}">
        ${user.lastSignInAt
          ? html`<span class="carded">${t.users.lastSignIn}: </span>${recent(user.lastSignInAt, serverNow())}`
          : html`<span aria-hidden="true">—</span><span class="aside">${t.users.never}</span>`}
      </td>
      <td role="cell" class="wide actions"><div class="row">${this.actions(user)}</div></td>
    </tr>`;
  }

  private state(user: User) {
    return html`${this.stateTag(user)}${isLocked(user, serverNow())
        ? html`<div><span class="tag bad">${t.users.lockedUntil(clockAfter(new Date(user.lockedUntil!), serverNow()))}</span></div>`
        : nothing}${user.state === 'ended' || user.state === 'pending' ? nothing : this.mail(user)}`;
  }

  private stateTag(user: User) {
    const now = serverNow();
    switch (user.state) {
      case 'active':
        return html`<span class="tag ok">${t.users.states.active}</span>`;
      case 'temporary-expired':
      case 'never-signed-in': {
        if (hasExpired(user, now)) {
          return html`<span class="tag bad">${t.users.states.expired}</span>`;
        }
        const days = daysLeft(user, now);
        const ends = days === undefined ? '' : ` · ${t.users.endsIn(days)}`;
        return html`<span class="tag warn">${user.lastSignInAt ? t.users.states.temporary : t.users.states.never}${ends}</span>`;
      }
      case 'ended':
        return html`<span class="tag">${t.users.states.ended(user.schoolYear)}</span>`;
      case 'pending':
        return html`<span class="tag warn">${t.users.states.pending}</span>`;
    }
  }

  private mail({ emailStanding }: User) {
    switch (emailStanding) {
      case 'unverified':
        return html`<div class="muted small">${t.users.unverified}</div>`;
      case 'bouncing':
        return html`<div><span class="tag bad">${t.users.bouncing}</span></div>`;
      case 'verified':
        return nothing;
      default:
        return html`<div class="muted small">${t.users.filter.mailless}</div>`;
    }
  }

  /** Plain words, each with the person's name for those who hear the list. */
  private actions(user: User) {
    if (user.state === 'ended' || user.state === 'pending') {
      return html`${user.roles.length === 0 || user.isSelf ? nothing : this.again(user)}
      ${user.state === 'pending' && user.reset === 'not-ready' ? html`<span class="muted small why">${t.users.cannotReset['not-ready']}</span>` : nothing}`;
    }
    return html`${this.key(user)}
    ${user.isSelf || user.roles.length === 0
      ? nothing
      : html`${user.roles.some((role) => role !== user.role)
            ? this.action(user, t.users.changeRole, () => this.one<RoleDialog>('portero-role-dialog')!.show(user))
            : nothing}
          ${this.action(user, t.users.revoke, () => this.one<RevokeDialog>('portero-revoke-dialog')!.show(user), 'danger')}`}`;
  }

  private again(user: User) {
    const href = address('/usuarios/agregar', { ie: this.ie, persona: user.person });
    const text = user.state === 'ended' ? t.users.renew : t.users.finish;
    return html`<a class="btn quiet" href=${href} aria-label=${t.users.of(text, user.fullName)}>${text}</a>`;
  }

  /** What can be done about a lost password or a lock; where nothing can, why. */
  private key(user: User) {
    const kind = resetAction(user);
    const reset = () => void this.reset(user);
    const unlock =
      isLocked(user, serverNow()) && kind !== 'none' ? this.action(user, t.users.unlock, () => void this.unlock(user)) : nothing;
    if (unfinishedReset(this.ie, user.person)) {
      return this.action(user, t.users.finishReset, reset);
    }
    switch (kind) {
      case 'reset':
        return html`${unlock}${this.action(user, t.users.reset, reset)}`;
      case 'reissue':
        return html`${unlock}${this.action(user, t.users.reissue, reset)}`;
      case 'by-mail':
        return html`${unlock}${this.action(user, t.users.sendMail, reset)}`;
      case 'none':
        return this.reasonWhyNot(user);
    }
  }

  private reasonWhyNot(user: User) {
    switch (user.reset) {
      case 'self':
        return html`<span class="muted small why">${t.users.cannotReset.self} <a href=${address('/contrasena', { ie: this.ie })}>${t.frame.password}</a>.</span>`;
      case 'higher-role':
        return html`<span class="muted small why">${t.users.cannotReset['higher-role']}</span>`;
      default:
        return nothing;
    }
  }

  private action(user: User, text: string, act: () => void, kind = '') {
    return html`<button type="button" class="btn quiet ${kind}" aria-label=${t.users.of(text, user.fullName)} @click=${act}>${text}</button>`;
  }
}

customElements.define('portero-users', Users);
