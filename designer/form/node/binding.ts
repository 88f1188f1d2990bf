import { createContext, useContext } from 'react';

/** Opens the dialog that binds a slot of this flow. */
export const BindingContext = createContext<(slot: string) => void>(() => undefined);
export const useBinding = (): ((slot: string) => void) => useContext(BindingContext);
