import { useEffect } from "react";
import { useLocation } from "wouter";
import { leaveDevice, startSession } from "./features/accounts/accounts.actions.ts";
import { ErrorBoundary } from "./platform/error-boundary.tsx";
import { AppRoutes } from "./routes.tsx";
import { KitProvider } from "./ui/KitProvider.tsx";

/** The application: what the kit needs, the session, and the screen that both call for. */
export function App() {
  const [pathname, navigate] = useLocation();
  useEffect(() => {
    void startSession();
  }, []);
  return (
    <KitProvider navigate={(href) => navigate(href)} onLeave={leaveDevice}>
      <ErrorBoundary resetKey={pathname}>
        <AppRoutes />
      </ErrorBoundary>
    </KitProvider>
  );
}
