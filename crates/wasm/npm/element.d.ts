import type { Finding, SettingsForm } from "./index.js";

/**
 * `<smtp-settings name probe-url probe-token check-url saved-secret disabled>`: the whole settings form as one form control.
 *
 * Its fields are submitted as `name.server`, `name.port` and so on. Events: `smtp-check` (`{findings}`), `smtp-apply`
 * (`{fix}`), `smtp-probe` (`{report}`). Parts: `row`, `field`, `note`, `fix`, `probe`, `verdict`. Custom properties:
 * `--smtp-accent`, `--smtp-bad`, `--smtp-odd`, `--smtp-line`, `--smtp-field`, `--smtp-radius`, `--smtp-gap`.
 */
export class SmtpSettings extends HTMLElement {
  value: SettingsForm;
  profile: { name?: string } | undefined;
  readonly findings: Finding[];
  readonly form: HTMLFormElement | null;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  checkValidity(): boolean;
  reportValidity(): boolean;
  check(): Promise<Finding[]>;
  probe(): Promise<object | undefined>;
}

declare global {
  interface HTMLElementTagNameMap {
    "smtp-settings": SmtpSettings;
  }
}
