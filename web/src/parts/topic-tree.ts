import { html, nothing, type TemplateResult } from 'lit';
import type { Topic } from '../api/shapes.ts';
import { t } from '../messages/help.ts';
import { language } from '../messages/messages.ts';
import { isLeaf, offeredBelow, pathTo, textOf } from '../text/topics.ts';

/** Topics as radios; the next level opens under the one that is chosen, on a phone as on a desk. */
export function topicTree(what: { topics: readonly Topic[]; chosen: string; error: string | undefined; onChoose: (topic: string) => void }): TemplateResult {
  const path = pathTo(what.topics, what.chosen);
  const level = (parent: string | undefined, depth: number): TemplateResult | typeof nothing => {
    const offered = offeredBelow(what.topics, parent);
    return offered.length === 0
      ? nothing
      : html`<div class="choices">
          ${offered.map((topic) => {
            const here = path[depth] === topic;
            const { title } = textOf(topic, language);
            return html`<label class="choice">
                <input
                  type="radio"
                  name="topic-${depth}"
                  value=${topic.topic}
                  .checked=${here}
                  @change=${() => what.onChoose(topic.topic)}
                />
                <span>${title}</span>
              </label>
              ${here && !isLeaf(what.topics, topic)
                ? html`<fieldset class="plain under"><legend class="aside">${t.help.under(title)}</legend>${level(topic.topic, depth + 1)}</fieldset>`
                : nothing}`;
          })}
        </div>`;
  };
  const { error } = what;
  return html`<fieldset class="field ${error ? 'wrong' : ''}" id="topic" tabindex="-1" aria-describedby=${error ? 'topic-error' : nothing}>
    <legend class="aside">${t.help.topicTitle}</legend>
    ${error ? html`<span class="error" id="topic-error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
    ${level(undefined, 0)}
  </fieldset>`;
}
