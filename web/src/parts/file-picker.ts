import { html, nothing, type PropertyValues } from 'lit';
import { t } from '../messages/help.ts';
import type { Upload, Uploads } from '../session/uploads.ts';
import { ACCEPT, MOST_FILES, nameOr, sizeWords } from '../text/files.ts';
import '../style/help.css';
import { View } from './view.ts';

/** Files for a message: chosen, dropped or pasted, then sent while people write on. The list and its work are an {@link Uploads}. */
export class FilePicker extends View {
  static override properties = { uploads: { attribute: false }, hint: { attribute: false }, error: { attribute: false } };

  declare uploads: Uploads;
  /** What to attach, where the topic says so. */
  declare hint: string | undefined;
  declare error: string | undefined;

  private stop: (() => void) | undefined;
  private over = false;
  private said = '';
  private phases = new Map<string, string>();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('paste', this.paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('paste', this.paste);
    this.stop?.();
    this.stop = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('uploads') || !this.stop) {
      this.stop?.();
      this.stop = this.uploads.onChange(() => {
        this.listen();
        this.requestUpdate();
      });
    }
  }

  /** Those who cannot see the list hear when a file gets somewhere, not each percent. */
  private listen(): void {
    for (const upload of this.uploads.items) {
      const state = `${upload.phase}${upload.delay ? upload.delay.code : ''}`;
      if (this.phases.get(upload.id) !== state) {
        this.phases.set(upload.id, state);
        if (upload.phase !== 'reading' && upload.phase !== 'waiting') {
          this.said = `${upload.name}: ${stateWords(upload)}`;
        }
      }
    }
  }

  private paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      this.add(files);
    }
  };

  private drop(event: DragEvent): void {
    event.preventDefault();
    this.hover(false);
    this.add([...(event.dataTransfer?.files ?? [])]);
  }

  private hover(over: boolean, event?: DragEvent): void {
    event?.preventDefault();
    if (this.over !== over) {
      this.over = over;
      this.requestUpdate();
    }
  }

  private add(files: File[]): void {
    this.uploads.add(files.map((file) => named(file)));
  }

  private pick(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.add([...(input.files ?? [])]);
    // So that the same file can be chosen again after it was removed.
    input.value = '';
  }

  private async takeOut(upload: Upload): Promise<void> {
    this.uploads.remove(upload);
    this.said = t.files.removed(upload.name);
    this.requestUpdate();
    await this.updateComplete;
    this.one<HTMLElement>('input')?.focus();
  }

  protected override render() {
    const { items, rejected } = this.uploads;
    const full = items.length >= MOST_FILES;
    const described = ['files-hint', this.error ? 'files-error' : ''].filter(Boolean).join(' ');
    return html`<div class="field files ${this.error ? 'wrong' : ''}">
      <label for="files">${t.files.label} <span class="optional">(${t.common.optional})</span></label>
      <span class="hint" id="files-hint">${this.hint ? html`<b>${this.hint}</b><br />` : nothing}${t.files.hint}</span>
      ${this.error ? html`<span class="error" id="files-error"><span class="aside">${t.error}: </span>${this.error}</span>` : nothing}
      ${rejected.length > 0
        ? html`<div class="alert bad" role="alert">${rejected.map(({ name, fault }) => html`<p>${t.files.faults[fault](name)}</p>`)}</div>`
        : nothing}
      <div
        class="drop ${this.over ? 'over' : ''}"
        ?hidden=${full}
        @dragenter=${(event: DragEvent) => this.hover(true, event)}
        @dragover=${(event: DragEvent) => this.hover(true, event)}
        @dragleave=${() => this.hover(false)}
        @drop=${this.drop}
      >
        <input
          id="files"
          class="aside"
          type="file"
          multiple
          accept="image/*,${ACCEPT}"
          aria-describedby=${described}
          aria-invalid=${this.error ? 'true' : nothing}
          @change=${this.pick}
        />
        <span class="btn" aria-hidden="true" @click=${() => this.one<HTMLInputElement>('input')!.click()}>${t.files.choose}</span>
        <span class="muted small on-mouse" aria-hidden="true">${this.over ? t.files.dropNow : t.files.drop}</span>
      </div>
      <ul class="uploads" aria-label=${t.files.list} ?hidden=${items.length === 0}>
        ${items.map((upload) => this.row(upload))}
      </ul>
      <span class="aside" role="status">${this.said}</span>
    </div>`;
  }

  private row(upload: Upload) {
    const { name, originalSize, size, phase, sent, picture, reason } = upload;
    const moving = phase === 'uploading' && !upload.delay;
    const percent = size > 0 ? Math.min(100, Math.round((sent / size) * 100)) : 0;
    const tone = phase === 'clean' ? 'ok' : phase === 'refused' || phase === 'failed' ? 'bad' : '';
    return html`<li class="upload">
      <span class="pic" aria-hidden="true">${picture ?? kindMark(name)}</span>
      <b class="mail">${name}</b>
      <span class="muted small num">${size < originalSize ? t.files.shrunk(words(originalSize), words(size)) : words(size)}</span>
      <span class="small state ${tone}">
        ${stateWords(upload)}${moving ? html` <span class="num">${t.files.percent(percent)}</span>` : nothing}
        ${phase === 'refused' && reason ? html`<span class="why">${t.files.reasons[reason]}</span>` : nothing}
        ${phase === 'failed' && upload.why ? html`<span class="why">${upload.why.code === 'too-many-attempts' ? t.files.daily : upload.why.words}</span>` : nothing}
      </span>
      <span class="acts">
        ${phase === 'uploading' || phase === 'waiting' ? this.act(t.files.pause, upload, () => this.uploads.pause(upload)) : nothing}
        ${phase === 'paused' ? this.act(t.files.resume, upload, () => this.uploads.resume(upload)) : nothing}
        ${phase === 'failed' ? this.act(t.files.retry, upload, () => this.uploads.resume(upload)) : nothing}
        ${this.act(t.files.remove, upload, () => void this.takeOut(upload))}
      </span>
      ${phase === 'uploading'
        ? html`<progress max="100" .value=${upload.delay ? 0 : percent} aria-label=${t.files.of(t.files.states.uploading, name)}></progress>`
        : nothing}
    </li>`;
  }

  private act(text: string, { name }: Upload, act: () => void) {
    return html`<button type="button" class="btn quiet" aria-label=${t.files.of(text, name)} @click=${act}>${text}</button>`;
  }
}

function named(file: File): File {
  const name = nameOr(file.name, file.type, t.files.pasted);
  return name === file.name ? file : new File([file], name, { type: file.type });
}

function words(bytes: number): string {
  return sizeWords(bytes, t.locale);
}

export function stateWords({ phase, delay }: Upload): string {
  return delay && (phase === 'uploading' || phase === 'checking')
    ? delay.code === 'unreachable'
      ? t.files.offline
      : t.files.crowded
    : t.files.states[phase];
}

/** What a file is, by the end of its name, where it has no picture. */
function kindMark(name: string) {
  return html`<span class="kind">${name.split('.').at(-1)?.slice(0, 4).toUpperCase()}</span>`;
}

customElements.define('portero-file-picker', FilePicker);
