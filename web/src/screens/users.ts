import { html, nothing, type PropertyValues } from 'lit';
import { answer, api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Role, User } from '../api/shapes.ts';
import { say } from '../flash.ts';
import { t } from '../messages/inside.ts';
import { loading, unread } from '../parts/alerts.ts';
import { crumbs } from '../parts/crumbs.ts';
import { pager, slice } from '../parts/pager.ts';
import { type RoleDialog } from '../parts/role-dialog.ts';
import '../parts/role-dialog.ts';
import { type RevokeDialog } from '../parts/revoke-dialog.ts';
import '../parts/revoke-dialog.ts';
import { nameTab, View } from '../parts/view.ts';
import { learn } from '../places.ts';
import { address, go } from '../router.ts';
import { recent } from '../text/dates.ts';
import { daysLeft, filterOf, FILTERS, find, mayBeInAddress, passes, type Filter } from '../text/people.ts';

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

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ie')) {
      this.text = changed.get('ie') === undefined ? (this.query.get('buscar') ?? '') : '';
      this.users = undefined;
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

  private changed(event: CustomEvent<string>): void {
    say(event.detail, '/usuarios');
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
      ${this.tools()}
      ${this.refused ? unread(this.refused, () => void this.load()) : nothing}
      ${users ? this.list(users) : this.refused ? nothing : loading()}
      <portero-role-dialog .ie=${this.ie} @changed=${this.changed}></portero-role-dialog>
      <portero-revoke-dialog .ie=${this.ie} @changed=${this.changed}></portero-revoke-dialog>`;
  }

  private tools() {
    const users = this.users ?? [];
    const now = new Date();
    const { filter, role } = this.wanted;
    const roles = [...new Set(users.map((user) => user.role))];
    const counted = (Object.keys(FILTERS) as Filter[])
      .map((name) => ({ name, count: users.filter((user) => passes(user, name, now)).length }))
      .filter(({ name, count }) => name === 'all' || name === filter || (count > 0 && name !== 'active'));
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
    const found = find(users, { ...this.wanted, text: this.text, now: new Date() });
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
          ? html`<span class="carded">${t.users.lastSignIn}: </span>${recent(user.lastSignInAt)}`
          : html`<span aria-hidden="true">—</span><span class="aside">${t.users.never}</span>`}
      </td>
      <td role="cell" class="wide actions"><div class="row">${this.actions(user)}</div></td>
    </tr>`;
  }

  private state(user: User) {
    const mailless = user.emailStanding ? nothing : html`<div class="muted small">${t.users.filter.mailless}</div>`;
    switch (user.state) {
      case 'active':
        return html`<span class="tag ok">${t.users.states.active}</span>${mailless}`;
      case 'never-signed-in': {
        const days = daysLeft(user, new Date());
        const ends = days === undefined ? '' : ` · ${t.users.endsIn(days)}`;
        return html`<span class="tag warn">${t.users.states.never}${ends}</span>${mailless}`;
      }
      case 'temporary-expired':
        return html`<span class="tag bad">${t.users.states.expired}</span>${mailless}`;
      case 'ended':
        return html`<span class="tag">${t.users.states.ended(user.schoolYear)}</span>`;
      case 'pending':
        return html`<span class="tag warn">${t.users.states.pending}</span>`;
    }
  }

  /** Plain words, each with the person's name for those who hear the list. */
  private actions(user: User) {
    if (user.isSelf || user.roles.length === 0) {
      return nothing;
    }
    const again = address('/usuarios/agregar', { ie: this.ie, persona: user.person });
    if (user.state === 'ended' || user.state === 'pending') {
      const text = user.state === 'ended' ? t.users.renew : t.users.finish;
      return html`<a class="btn quiet" href=${again} aria-label=${t.users.of(text, user.fullName)}>${text}</a>`;
    }
    return html`${user.roles.some((role) => role !== user.role)
        ? html`<button
            type="button"
            class="btn quiet"
            aria-label=${t.users.of(t.users.changeRole, user.fullName)}
            @click=${() => this.one<RoleDialog>('portero-role-dialog')!.show(user)}
          >
            ${t.users.changeRole}
          </button>`
        : nothing}
      <button
        type="button"
        class="btn quiet danger"
        aria-label=${t.users.of(t.users.revoke, user.fullName)}
        @click=${() => this.one<RevokeDialog>('portero-revoke-dialog')!.show(user)}
      >
        ${t.users.revoke}
      </button>`;
  }
}

customElements.define('portero-users', Users);
