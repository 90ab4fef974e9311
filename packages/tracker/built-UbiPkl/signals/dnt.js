;(() => {
  return {
    name: 'dnt',
    watch(a) {
      if ([navigator.doNotTrack, window.doNotTrack].some((a) => '1' === a || 'yes' === a))
        return (a({ says: { analytics: !1, personalisation: !1, marketing: !1 } }), () => {})
    },
  }
})()
