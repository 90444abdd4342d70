import { html, nothing, type PropertyValues } from 'lit';
import { readPersonnel } from '../api/personnel.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { EmailStanding, Person } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { type ContactDialog } from '../parts/contact-dialog.ts';
import { focusSummary, loading, unread } from '../parts/alerts.ts';
import { crumbs } from '../parts/crumbs.ts';
import { helpLink, refusedWithHelp } from '../parts/help-link.ts';
import { pager, slice } from '../parts/pager.ts';
import { nameTab, View } from '../parts/view.ts';
import { isSchool } from '../places.ts';
import { say } from '../flash.ts';
import { address, go } from '../router.ts';
import { current } from '../session/session.ts';
import { matches } from '../text/fold.ts';
import { mayBeInAddress } from '../text/people.ts';

const FILTERS = { all: undefined, with: 'con', without: 'sin' } as const;
type Filter = keyof typeof FILTERS;

/** Personal de la IE: who is registered here, and who of them has access. */
class Personnel extends View {
  static override properties = { ie: {}, query: { attribute: false } };

  declare ie: string;
  declare query: URLSearchParams;

  private people: Person[] | undefined;
  private complete = false;
  private refused: Refused | undefined;
  private text = '';
  private failed: Refused | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ie')) {
      this.text = changed.get('ie') === undefined ? (this.query.get('buscar') ?? '') : '';
      this.people = undefined;
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const { ie } = this;
    this.refused = undefined;
    this.complete = false;
    this.requestUpdate();
    try {
      await readPersonnel(
        ie,
        (people, last) => {
          this.people = people;
          this.complete = last;
          this.requestUpdate();
        },
        () => this.ie === ie && this.isConnected,
      );
    } catch (thrown) {
      this.refused = refusal(thrown);
      this.requestUpdate();
    }
  }

  private get heading(): string {
    return isSchool(this.ie) ? t.personnel.title : t.personnel.titleElsewhere;
  }

  private get filter(): Filter {
    const asked = this.query.get('acceso');
    return asked === FILTERS.with ? 'with' : asked === FILTERS.without ? 'without' : 'all';
  }

  private href(change: { filter?: Filter; page?: number; text?: string }): string {
    const { filter, page, text } = { filter: this.filter, page: 1, text: this.text, ...change };
    return address('/personal', {
      ie: this.ie,
      acceso: FILTERS[filter],
      buscar: mayBeInAddress(text) ? text : undefined,
      pagina: page > 1 ? String(page) : undefined,
    });
  }

  private search(text: string): void {
    this.text = text;
    go(this.href({ text }), { replace: true, quiet: true });
    this.requestUpdate();
  }

  private async edit(person: Person): Promise<void> {
    this.failed = undefined;
    try {
      await import('../parts/contact-dialog.ts').catch(() => {
        throw Refused.unreachable();
      });
      this.one<ContactDialog>('portero-contact-dialog')!.show(person);
    } catch (thrown) {
      this.failed = refusal(thrown);
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private changed(event: CustomEvent<Person>): void {
    const { detail } = event;
    this.people = this.people?.map((person) => (person.person === detail.person ? detail : person));
    say(t.contact.done(detail.fullName), '/personal');
    this.requestUpdate();
    this.one<HTMLElement>('h1')?.focus();
  }

  protected override updated(): void {
    nameTab(this.heading);
    const search = this.one<HTMLInputElement>('input[type=search]');
    if (search && search !== document.activeElement && search.value !== this.text) {
      search.value = this.text;
    }
  }

  protected override render() {
    const { people } = this;
    return html`${crumbs()}
      <div class="head">
        <div>
          <h1 tabindex="-1">${this.heading}</h1>
          <p class="muted" role="status">${people && this.complete && people.length > 0 ? t.personnel.count(people.length) : ''}</p>
        </div>
        ${this.refused && !people ? nothing : html`<a class="btn main" href=${address('/personal/registrar', { ie: this.ie })}>${t.personnel.register}</a>`}
      </div>
      ${refusedWithHelp(this.failed)}${this.tools(people ?? [])}
      ${this.refused ? unread(this.refused, () => void this.load(), helpLink(this.refused)) : nothing}
      ${people ? this.list(people) : this.refused ? nothing : loading()}
      <portero-contact-dialog .ie=${this.ie} @changed=${this.changed}></portero-contact-dialog>`;
  }

  private tools(people: Person[]) {
    const counts = { all: people.length, with: people.filter(hasAccess).length, without: people.filter((person) => !hasAccess(person)).length };
    return html`<div class="tools" ?hidden=${this.people?.length === 0 || (!this.people && this.refused !== undefined)}>
      <input
        class="search"
        type="search"
        autocomplete="off"
        aria-label=${t.personnel.search}
        placeholder=${t.personnel.search}
        @input=${(event: InputEvent) => this.search((event.target as HTMLInputElement).value)}
      />
      ${people.length > 0
        ? html`<nav class="chips" aria-label=${t.personnel.access}>
            ${(Object.keys(FILTERS) as Filter[]).map(
              (filter) =>
                html`<a class="chip" data-quiet href=${this.href({ filter })} aria-current=${filter === this.filter ? 'true' : nothing}
                  >${t.personnel.filter[filter]} <b class="num">${counts[filter]}</b></a
                >`,
            )}
          </nav>`
        : nothing}
    </div>`;
  }

  private list(people: Person[]) {
    if (people.length === 0) {
      return html`<div class="panel empty stack"><h2>${t.personnel.none}</h2><p>${t.personnel.noneWhat}</p></div>`;
    }
    const { filter } = this;
    const found = people.filter(
      (person) =>
        (filter === 'all' || hasAccess(person) === (filter === 'with')) && matches(`${person.fullName} ${person.document.number}`, this.text),
    );
    if (found.length === 0) {
      return html`<div class="panel empty"><p role="status"><b>${t.users.noMatch}</b></p></div>`;
    }
    const shown = slice(found, Number(this.query.get('pagina') ?? 1));
    return html`<div class="sheet">
        <table role="table" aria-label=${this.heading}>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">${t.users.person}</th>
              <th role="columnheader" scope="col">${t.personnel.position}</th>
              <th role="columnheader" scope="col">${t.personnel.contact}</th>
              <th role="columnheader" scope="col">${t.personnel.access}</th>
              <th role="columnheader" scope="col" class="actions"><span class="aside">${t.users.actions}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${shown.items.map((person) => this.row(person))}
          </tbody>
        </table>
      </div>
      ${pager(shown, (page) => this.href({ page }))}`;
  }

  private row(person: Person) {
    const { fullName, document, position, condition, email, emailStanding, mobile, access } = person;
    return html`<tr role="row">
      <td role="cell"><b>${fullName}</b><div class="muted small num">${t.documentsShort[document.type]} ${document.number}</div></td>
      <td role="cell" class="wide">${t.positions[position]}${condition ? html`<div class="muted small">${t.conditions[condition]}</div>` : nothing}</td>
      <td role="cell" class="wide small">
        ${email || mobile
          ? html`${email ? html`<div class="mail">${email}</div>${standing(emailStanding)}` : nothing}${mobile ? html`<div class="num">${mobile}</div>` : nothing}`
          : html`<span class="muted">${t.personnel.noContact}</span>`}
      </td>
      <td role="cell" class="wide">
        ${access ? html`<span class="tag ok">${t.roles[access].name}</span>` : html`<span class="tag">${t.add.withoutAccess}</span>`}
      </td>
      <td role="cell" class="wide actions">
        <div class="row">
          ${emailStanding === 'verified' || isSelf(person)
            ? nothing
            : html`<button type="button" class="btn quiet" aria-label=${t.users.of(t.contact.edit, fullName)} @click=${() => void this.edit(person)}>
                ${t.contact.edit}
              </button>`}
          ${access || person.roles.length === 0
            ? nothing
            : html`<a
                class="btn quiet"
                href=${address('/usuarios/agregar', { ie: this.ie, persona: person.person })}
                aria-label=${t.users.of(t.personnel.give, fullName)}
                >${t.personnel.give}</a
              >`}
        </div>
      </td>
    </tr>`;
  }
}

/** One's own address is registered and verified in "Ver mi acceso". */
function isSelf({ login }: Person): boolean {
  const session = current();
  return session.state === 'in' && session.me.login === login;
}

function standing(standing: EmailStanding | undefined) {
  switch (standing) {
    case 'verified':
      return html`<div class="muted">${t.email.standings.verified}</div>`;
    case 'bouncing':
      return html`<div><span class="tag bad">${t.users.bouncing}</span></div>`;
    default:
      return html`<div class="muted">${t.email.standings.unverified}</div>`;
  }
}

function hasAccess(person: Person): boolean {
  return person.access !== undefined;
}

customElements.define('portero-personnel', Personnel);
