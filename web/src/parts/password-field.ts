import { html, nothing, type PropertyValues } from 'lit';
import { t } from '../messages/messages.ts';
import { describedBy, field, type FieldText } from './field.ts';
import { View } from './view.ts';

/** One password, which may be looked at and pasted into. Says `password-input` on each change. */
export class PasswordField extends View {
  static override properties = {
    text: { attribute: false },
    name: {},
    autocomplete: {},
    visible: { type: Boolean },
    describedBy: { attribute: false },
  };

  declare text: FieldText;
  declare name: string;
  declare autocomplete: string;
  declare visible: boolean;
  declare describedBy: string | undefined;

  private said = '';

  constructor() {
    super();
    this.visible = false;
    this.describedBy = undefined;
  }

  get input(): HTMLInputElement {
    return this.querySelector('input')!;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('visible') && changed.get('visible') !== undefined) {
      this.said = this.visible ? t.common.shown : t.common.hidden;
      this.querySelector('[role=status]')!.textContent = this.said;
    }
  }

  protected override render() {
    const described = [describedBy(this.text), this.describedBy].filter((id) => typeof id === 'string').join(' ');
    return field(
      this.text,
      html`<div class="with">
          <input
            id=${this.text.id}
            name=${this.name}
            type=${this.visible ? 'text' : 'password'}
            autocomplete=${this.autocomplete}
            autocapitalize="none"
            spellcheck="false"
            maxlength="256"
            aria-describedby=${described || nothing}
            aria-invalid=${this.text.error ? 'true' : nothing}
            @input=${() => this.dispatchEvent(new Event('password-input', { bubbles: true }))}
          />
          <button type="button" class="btn quiet" aria-controls=${this.text.id} @click=${() => (this.visible = !this.visible)}>
            ${this.visible ? t.common.hide : t.common.show}
          </button>
        </div>
        <span class="aside" role="status"></span>`,
    );
  }
}

customElements.define('portero-password', PasswordField);
