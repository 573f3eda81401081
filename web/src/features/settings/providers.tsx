/** The providers: whether each can be used, why not, and a test call. */
import type { ProviderLine } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import { Panel } from "@/components/panel";
import { ProviderTest } from "./provider-test";
import styles from "./settings.module.css";

export function Providers({ providers }: { providers: readonly ProviderLine[] }) {
  return (
    <Panel title="Providers" note="Put keys into .env beside your runs, then start the server again." flush>
      <ul className={styles.rows}>
        {providers.map((provider) => (
          <li key={provider.name}>
            <div className={styles.what}>
              <span className={styles.name}>
                <strong>{provider.name}</strong>
                {provider.usable ? (
                  <Chip tone="pass" icon="check">
                    ready
                  </Chip>
                ) : (
                  <Chip tone="warn" icon="key">
                    not ready
                  </Chip>
                )}
                {provider.local && <Chip>on this machine</Chip>}
              </span>
              <span className={styles.small}>{provider.address || "offline"}</span>
              <span className={styles.small}>{keyWords(provider)}</span>
            </div>
            {provider.address && provider.usable && <ProviderTest provider={provider.name} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function keyWords(provider: ProviderLine): string {
  if (!provider.usable && provider.reason) return provider.reason;
  if (!provider.key_needed) return "needs no key";
  return provider.key_set ? `${provider.key_variable} is set` : `set ${provider.key_variable}`;
}
