import { html, nothing } from 'lit';
import { t } from '../messages/messages.ts';
import { lengthOf, strength, type Strength } from '../text/strength.ts';
import { type PasswordField } from './password-field.ts';
import './password-field.ts';
import { View } from './view.ts';

const BARS: Record<Strength, number> = { empty: 0, short: 0, personal: 1, weak: 1, fair: 2, good: 3, strong: 4 };

/** A password to be chosen: its strength in words, and four words to take if nothing comes to mind. */
export class NewPasswordField extends View {
  static override properties = { minimum: { type: Number }, personal: { attribute: false }, error: { attribute: false } };

  declare minimum: number;
  declare personal: string[];
  declare error: string | undefined;

  private strength: Strength = 'empty';
  /** Shown whole below the field, which is too narrow for it on a phone; gone as soon as the field is covered. */
  private suggested: string | undefined;

  constructor() {
    super();
    this.minimum = 15;
    this.personal = [];
  }

  private get field(): PasswordField {
    return this.one<PasswordField>('portero-password')!;
  }

  get value(): string {
    return this.field.input.value;
  }

  /** Hides the text again, also from the browser's list of things once typed. */
  cover(): void {
    this.field.visible = false;
    this.field.input.type = 'password';
    this.suggested = undefined;
    this.requestUpdate();
  }

  /** What keeps this password from being sent, in words. */
  fault(): string | undefined {
    switch (strength(this.value, this.minimum, this.personal)) {
      case 'empty':
        return t.newPassword.missing;
      case 'short':
        return t.newPassword.strength.short(this.missing);
      case 'personal':
        return t.fields['password-personal'];
      default:
        return undefined;
    }
  }

  private get missing(): number {
    return this.minimum - lengthOf(this.value);
  }

  private judge(): void {
    this.strength = strength(this.value, this.minimum, this.personal);
    this.suggested = undefined;
    this.requestUpdate();
  }

  private async suggest(): Promise<void> {
    const { passphrase } = await import('../text/passphrase.ts');
    const phrase = passphrase(this.minimum);
    this.field.input.value = phrase;
    this.field.visible = true;
    this.judge();
    this.suggested = phrase;
  }

  private words(): string {
    if (this.strength === 'empty') {
      return '';
    }
    return this.strength === 'short' ? t.newPassword.strength.short(this.missing) : t.newPassword.strength[this.strength];
  }

  protected override render() {
    const bars = BARS[this.strength];
    return html`<portero-password
        name="new-password"
        autocomplete="new-password"
        .text=${{ id: 'new-password', label: t.newPassword.label, hint: t.newPassword.hint(this.minimum), error: this.error }}
        .describedBy=${'strength'}
        @password-input=${() => this.judge()}
      ></portero-password>
      <div class="strength ${this.strength}">
        <span class="bars" aria-hidden="true">${[1, 2, 3, 4].map((bar) => html`<i class=${bar <= bars ? 'on' : ''}></i>`)}</span>
        <span id="strength" role="status">${this.hasUpdated ? this.words() : ''}</span>
      </div>
      <div class="row"><button type="button" class="btn" @click=${() => void this.suggest()}>${t.newPassword.suggest}</button></div>
      ${this.suggested ? html`<div class="note small" role="status"><p class="phrase">${this.suggested}</p><p>${t.newPassword.suggested}</p></div>` : nothing}`;
  }
}

customElements.define('portero-new-password-field', NewPasswordField);
