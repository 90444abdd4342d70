import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import { t } from '../messages/rating.ts';
import { focusSummary, refusedAlert } from '../parts/alerts.ts';
import { languageSwitch } from '../parts/language-switch.ts';
import { brand } from '../parts/mark.ts';
import { nameTab, View } from '../parts/view.ts';
import { forgetRatingLink, ratingLink, type RatingLink } from '../session/rating-link.ts';
import '../style/help.css';

const CHOICES = [5, 4, 3, 2, 1] as const;
type Choice = (typeof CHOICES)[number];

/** Calificar: one tap by the link of a mail, without signing in. A mere visit records nothing. */
class RatingScreen extends View {
  private busy: Choice | undefined;
  private done: Choice | undefined;
  private over = false;
  private refused: Refused | undefined;
  /** An answer was lost: a link that is used up by now was used up by this tap. */
  private cut = false;

  private async rate({ ticket, token }: RatingLink, rating: Choice): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busy = rating;
    this.refused = undefined;
    this.requestUpdate();
    try {
      await answer(api.POST('/api/ratings', { body: { ticket, token, rating } }));
      this.done = rating;
      forgetRatingLink();
    } catch (thrown) {
      this.understand(refusal(thrown), rating);
    }
    this.busy = undefined;
    this.requestUpdate();
    await this.updateComplete;
    if (this.done || this.over) {
      this.one<HTMLElement>('h1')!.focus();
    } else {
      focusSummary(this);
    }
  }

  private understand(refused: Refused, rating: Choice): void {
    if (refused.code === 'rating-failed') {
      forgetRatingLink();
      this.done = this.cut ? rating : undefined;
      this.over = !this.cut;
    } else {
      this.cut ||= refused.code === 'unreachable';
      this.refused = refused;
    }
  }

  private get heading(): string {
    const words = t.rating;
    return this.done ? words.thanksTitle : this.over ? words.overTitle : ratingLink() ? words.title : words.lostTitle;
  }

  protected override updated(): void {
    nameTab(this.heading, this.refused !== undefined);
  }

  protected override render() {
    return html`<main class="lonely stack rating">
      ${brand()}
      <h1 tabindex="-1">${this.heading}</h1>
      ${this.body(ratingLink())}
      <p class="small">${languageSwitch()}</p>
    </main>`;
  }

  private body(link: RatingLink | undefined) {
    const words = t.rating;
    if (this.done) {
      return html`<p role="status">${words.thanks(words.choices[this.done])}</p>
        ${this.done <= 2 ? html`<p>${words.again}</p>` : nothing}
        <a class="btn" href="/">${words.home}</a>`;
    }
    if (this.over || !link) {
      return html`<p>${this.over ? words.over : words.lost}</p>
        <a class="btn" href="/">${words.home}</a>`;
    }
    return html`<p class="num">${words.lead(link.ticket)}</p>
      ${refusedAlert(this.refused)}
      <div class="ratings" role="group" aria-label=${words.title}>
        ${CHOICES.map(
          (choice) => html`<button type="button" class="btn rate" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => void this.rate(link, choice)}>
            <span class="dots" aria-hidden="true">${[1, 2, 3, 4, 5].map((dot) => html`<i class=${dot <= choice ? 'on' : ''}></i>`)}</span>
            ${this.busy === choice ? words.sending : words.choices[choice]}
          </button>`,
        )}
      </div>`;
  }
}

customElements.define('portero-rating', RatingScreen);
