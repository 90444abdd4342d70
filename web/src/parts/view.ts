import { LitElement } from 'lit';
import { onLanguage, t } from '../messages/messages.ts';

/** An element drawn into the document itself, so that labels, autofill, printing and the one style sheet reach inside. */
export abstract class View extends LitElement {
  private leaveLanguage: (() => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaveLanguage = onLanguage(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaveLanguage?.();
  }

  protected one<E extends Element>(selector: string): E | null {
    return this.querySelector<E>(selector);
  }
}

/** Names the tab, with "Error:" first where a form was sent back. */
export function nameTab(title: string, wrong = false): void {
  document.title = `${wrong ? `${t.error}: ` : ''}${title} – ${t.brand}`;
}
