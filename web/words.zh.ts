// Every word that a person sees on the screens.
export const words = {
  product: '兑现',
  purpose: '把惠企政策逐条读清，该给的如数给到。',
}
