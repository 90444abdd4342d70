import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Institution, Level, MyAccess } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { deskOf, grantFor, homeOf, isAgent, learn } from '../places.ts';
import { address, go, place } from '../router.ts';
import { matches } from '../text/fold.ts';
import { refusedAlert } from './alerts.ts';
import { open } from './dialog.ts';
import { View } from './view.ts';

const SHOWN = 50;

/** Cambiar IE: one's own institutions, and down the tree the ones below them. */
export class PlaceChooser extends View {
  static override properties = { me: { attribute: false }, ie: {} };

  declare me: MyAccess;
  declare ie: string | undefined;

  /** From one's own institution down to the one that is open. */
  private path: Institution[] = [];
  private below: Institution[] = [];
  private loading = false;
  private refused: Refused | undefined;
  private sought = '';
  private pick: ((institution: Institution) => void) | undefined;

  /** `pick` takes the choice where it is for something else than where the page works. */
  show(pick?: (institution: Institution) => void): void {
    this.pick = pick;
    const only = this.me.grants.length === 1 ? this.me.grants[0]!.institution : undefined;
    this.path = [];
    this.sought = '';
    open(this.one('dialog'));
    if (only) {
      void this.enter(only);
    } else {
      this.requestUpdate();
    }
  }

  private async enter(institution: Institution): Promise<void> {
    const at = this.path.findIndex((step) => step.code === institution.code);
    this.path = at < 0 ? [...this.path, institution] : this.path.slice(0, at + 1);
    const { path } = this;
    this.below = [];
    this.refused = undefined;
    this.loading = true;
    this.clearSearch();
    this.requestUpdate();
    try {
      await readAll(
        (cursor) =>
          answer(
            api.GET('/api/institutions/{institution}/institutions', {
              params: { path: { institution: institution.code }, query: cursor ? { cursor } : {} },
            }),
          ),
        (page) => {
          if (this.path === path) {
            this.below = [...this.below, ...page.items];
            this.requestUpdate();
          }
          return this.path === path;
        },
      );
    } catch (thrown) {
      this.refused = refusal(thrown);
    }
    if (this.path === path) {
      this.loading = false;
      this.requestUpdate();
    }
  }

  private clearSearch(): void {
    this.sought = '';
    const search = this.one<HTMLInputElement>('#place-search');
    if (search) {
      search.value = '';
      search.focus();
    }
  }

  private backToOwn(): void {
    this.path = [];
    this.below = [];
    this.clearSearch();
    this.requestUpdate();
  }

  private choose(institution: Institution): void {
    learn(institution);
    this.one<HTMLDialogElement>('dialog')!.close();
    if (this.pick) {
      this.pick(institution);
      return;
    }
    const { path } = place();
    const grant = grantFor(this.me.grants, institution.code);
    const desk = deskOf(grant, institution.code);
    const list = path.startsWith('/bandeja/') ? '/bandeja' : path;
    const stays: Record<string, boolean> = {
      '/usuarios': grant?.maintainsUsers ?? false,
      '/personal': grant?.maintainsUsers ?? false,
      '/solicitudes': true,
      '/ayuda': true,
      '/bandeja': desk.queue,
      '/cifras': desk.numbers,
      '/temas': desk.topics,
    };
    go(address(stays[list] ? list : homeOf(grant), { ie: institution.code }));
  }

  private mayGoDown(institution: Institution): boolean {
    if (institution.kind === 'school') {
      return false;
    }
    // An agent goes down to offices, of which a UGEL has none below.
    const agent = !this.pick && this.worksAsAgent(institution);
    if (agent) {
      return institution.kind !== 'ugel';
    }
    return this.path.length > 0 || this.me.grants.some((grant) => grant.institution.code === institution.code && grant.maintainsUsers);
  }

  /** Whether the way down starts at a grant that answers requests, and maintains nobody. */
  private worksAsAgent(institution: Institution): boolean {
    const { code } = this.path[0] ?? institution;
    return this.me.grants.some((grant) => grant.institution.code === code && isAgent(grant) && !grant.maintainsUsers);
  }

  private describe({ code, kind, level }: Institution): string {
    const what = kind === 'school' ? (t.levels[level as Level] ?? t.kinds.school) : t.kinds[kind];
    return kind === 'country' ? what : `${what} · ${code}`;
  }

  private row(institution: Institution) {
    const down = this.mayGoDown(institution);
    return html`<li>
      <button type="button" class="option" aria-current=${institution.code === this.ie ? 'true' : nothing}
        @click=${() => (down ? void this.enter(institution) : this.choose(institution))}>
        <span><b>${institution.name}</b><br /><span class="muted small num">${this.describe(institution)}</span></span>
        ${institution.code === this.ie ? html`<span class="tag ok">${t.myAccess.current}</span>` : nothing}
        ${down ? html`<span aria-hidden="true" class="muted">›</span>` : nothing}
      </button>
    </li>`;
  }

  protected override render() {
    if (!this.me) {
      return nothing;
    }
    const here = this.path.at(-1);
    const onlyOffices = here !== undefined && !this.pick && this.worksAsAgent(here);
    const all = here ? this.below.filter(({ kind }) => !onlyOffices || kind !== 'school') : this.me.grants.map((grant) => grant.institution);
    const found = all.filter(({ name, code }) => matches(`${name} ${code}`, this.sought));
    const rest = found.length - SHOWN;
    const single = this.me.grants.length === 1;
    return html`<dialog class="chooser" aria-labelledby="place-title">
      <div class="head">
        <h2 id="place-title">${t.places.title}</h2>
        <button type="button" class="btn quiet" @click=${() => this.one<HTMLDialogElement>('dialog')!.close()}>${t.common.close}</button>
      </div>
      ${here
        ? html`<p class="trail">
            ${single ? nothing : html`<button type="button" class="link" @click=${this.backToOwn}>${t.places.yours}</button> / `}
            ${this.path.map((step, i) =>
              i === this.path.length - 1
                ? html`<b>${step.name}</b>`
                : html`<button type="button" class="link" @click=${() => void this.enter(step)}>${step.name}</button> / `,
            )}
          </p>
            <button type="button" class="btn" @click=${() => this.choose(here)}>${this.pick ? t.places.pick(here.name) : t.places.choose(here.name)}</button>`
        : nothing}
      <div class="field">
        <label for="place-search">${t.places.search}</label>
        <input
          id="place-search"
          type="search"
          autocomplete="off"
          @input=${(event: InputEvent) => {
            this.sought = (event.target as HTMLInputElement).value;
            this.requestUpdate();
          }}
        />
      </div>
      ${refusedAlert(this.refused)}
      <p role="status" class="muted small">${this.loading ? t.places.loading : found.length === 0 ? (all.length ? t.places.noMatch : t.places.none) : ''}</p>
      <ul class="places" aria-label=${here ? t.places.below(here.name) : t.places.yours}>
        ${found.slice(0, SHOWN).map((institution) => this.row(institution))}
      </ul>
      ${rest > 0 ? html`<p class="muted small">${t.places.more(rest)}</p>` : nothing}
    </dialog>`;
  }
}

customElements.define('portero-place-chooser', PlaceChooser);
