"""Language-model providers: one connection each, behind `contracts.Model`; retries and budgets are the engine's."""
