import { html, nothing, type PropertyValues } from 'lit';
import type { Person } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { matches, pieces } from '../text/fold.ts';
import { describedBy, field, type FieldText } from './field.ts';
import { View } from './view.ts';

const SHOWN = 40;

/** A combobox over the school's personnel, with the keys of the ARIA patterns. Says `chosen` with a person, or none. */
export class PersonBox extends View {
  static override properties = { people: { attribute: false }, text: { attribute: false }, chosen: { attribute: false } };

  declare people: Person[];
  declare text: FieldText;
  declare chosen: Person | undefined;

  private typed = '';
  private open = false;
  private active = -1;

  constructor() {
    super();
    this.people = [];
  }

  private get input(): HTMLInputElement {
    return this.one<HTMLInputElement>('input')!;
  }

  private get found(): Person[] {
    const sought = this.chosen && this.typed === this.chosen.fullName ? '' : this.typed;
    return this.people.filter(({ fullName, document }) => matches(`${fullName} ${document.number}`, sought));
  }

  private get shown(): Person[] {
    return this.found.slice(0, SHOWN);
  }

  private unfold(active: number): void {
    this.open = true;
    this.active = active;
    this.requestUpdate();
  }

  private fold(): void {
    this.open = false;
    this.active = -1;
    this.requestUpdate();
  }

  private type(): void {
    this.typed = this.input.value;
    if (this.chosen) {
      this.tell(undefined);
    }
    this.unfold(this.typed && this.found.length > 0 ? 0 : -1);
  }

  private choose(person: Person): void {
    this.typed = person.fullName;
    this.input.value = person.fullName;
    this.fold();
    this.tell(person);
  }

  private tell(person: Person | undefined): void {
    this.dispatchEvent(new CustomEvent<Person | undefined>('chosen', { detail: person }));
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    const last = this.shown.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        this.unfold(!this.open && event.altKey ? -1 : this.active >= last ? 0 : this.active + 1);
        break;
      case 'ArrowUp':
        if (event.altKey) {
          this.fold();
        } else {
          this.unfold(this.active <= 0 ? last : this.active - 1);
        }
        break;
      case 'Enter': {
        const person = this.open ? this.shown[this.active] : undefined;
        if (!person) {
          return;
        }
        this.choose(person);
        break;
      }
      case 'Escape':
        // An open list takes the key: what lies around it, such as a dialog, must not close too.
        if (this.open) {
          this.fold();
          event.stopPropagation();
        } else if (this.input.value) {
          this.input.value = '';
          this.typed = '';
          this.tell(undefined);
        } else {
          return;
        }
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** Leaving the box with the one person who fits chooses them, as people expect who typed a whole document. */
  private leave(): void {
    const [only, ...others] = this.typed ? this.found : [];
    if (!this.chosen && only && others.length === 0) {
      this.choose(only);
    }
    this.fold();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('chosen') && this.chosen) {
      this.typed = this.chosen.fullName;
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('chosen') && this.chosen && this.input.value !== this.chosen.fullName) {
      this.input.value = this.chosen.fullName;
    }
    this.one('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    const { shown } = this;
    const rest = this.found.length - shown.length;
    const sought = this.chosen ? '' : this.typed;
    const active = shown[this.active];
    return field(
      this.text,
      html`<div class="combo">
        <input
          id=${this.text.id}
          role="combobox"
          autocomplete="off"
          autocapitalize="words"
          spellcheck="false"
          aria-autocomplete="list"
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-controls="${this.text.id}-list"
          aria-activedescendant=${this.open && active ? `person-${active.person}` : nothing}
          aria-describedby=${describedBy(this.text)}
          aria-invalid=${this.text.error ? 'true' : nothing}
          @input=${this.type}
          @click=${() => this.unfold(this.active)}
          @keydown=${this.press}
          @blur=${this.leave}
        />
        <ul class="list" id="${this.text.id}-list" role="listbox" aria-label=${t.add.people} ?hidden=${!this.open || shown.length === 0}>
          ${shown.map(
            (person, i) => html`<li
              class="option"
              role="option"
              id="person-${person.person}"
              aria-selected=${i === this.active ? 'true' : 'false'}
              @mousedown=${(event: MouseEvent) => event.preventDefault()}
              @click=${() => this.choose(person)}
            >
              <span>
                <b>${marked(person.fullName, sought)}</b><br />
                <span class="muted small num">${t.positions[person.position]} · ${t.documentsShort[person.document.type]} ${marked(person.document.number, sought)}</span>
              </span>
              ${tag(person)}
            </li>`,
          )}
        </ul>
        ${this.open && rest > 0 ? html`<p class="muted small">${t.add.more(rest)}</p>` : nothing}
        ${this.open && shown.length === 0 ? html`<p class="none">${t.add.noMatch}</p>` : nothing}
        <span class="aside" role="status">${this.open ? t.add.results(this.found.length) : ''}</span>
      </div>`,
    );
  }
}

function marked(text: string, sought: string) {
  return pieces(text, sought).map((piece, i) => (i % 2 === 1 ? html`<mark>${piece}</mark>` : piece));
}

function tag({ access, hasAccount }: Person) {
  if (access) {
    return html`<span class="tag ok">${t.add.withAccess}</span>`;
  }
  return html`<span class="tag">${hasAccount ? t.add.withAccount : t.add.withoutAccess}</span>`;
}

customElements.define('portero-person-box', PersonBox);
