import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { QuickExit } from "../ui/QuickExit.tsx";
import { uiWords } from "../ui/ui.catalogue.ts";
import styles from "./error-boundary.module.css";
import { useWords } from "./i18n.ts";

export interface ErrorBoundaryProps {
  children: ReactNode;
  /** Hears of the error once, with the names of the components around it. Must not throw. */
  onError?: ((error: unknown, componentStack: string) => void) | undefined;
  /** Tries again when this changes: the address, or the conversation. */
  resetKey?: string | undefined;
  /** Shown instead of the whole-page message. */
  fallback?: ReactNode;
}

interface State {
  failed: boolean;
  resetKey: string | undefined;
}

function Crash() {
  const say = useWords(uiWords);
  return (
    <div className={styles.crash} role="alert">
      <QuickExit />
      <EmptyState
        title={say("crash.title")}
        level={1}
        actions={
          <Button tone="main" onPress={() => location.reload()}>
            {say("reload")}
          </Button>
        }
      >
        <p>{say("crash.text")}</p>
      </EmptyState>
    </div>
  );
}

/** Keeps a view that breaks from taking the rest with it; what it says names no technical detail. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: State): State | null {
    return props.resetKey === state.resetKey ? null : { failed: false, resetKey: props.resetKey };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onError?.(error, info.componentStack ?? "");
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return this.props.fallback ?? <Crash />;
  }
}
