/**
 * Viber's limits (developers.viber.com REST API and keyboards, creators.viber.com message data model, read in November
 * 2026). Where the documents differ the smaller number stands here.
 */
export const limits = {
  requestBytes: 30 * 1024,
  senderName: 28,
  trackingData: 4_000,
  text: 7_000,
  /** Documented are 768 now and 120 before; old phones cut what is longer than 120. */
  caption: 120,
  url: 2_000,
  pictureBytes: 1024 * 1024,
  thumbnailBytes: 100 * 1024,
  buttonImageBytes: 500 * 1024,
  fileBytes: 52_428_800,
  fileName: 256,
  videoBytes: 27_262_976,
  videoSeconds: 180,
  contactName: 28,
  contactPhone: 18,
  /** Viber crops what is longer; what is cropped may be the price. */
  buttonText: 250,
  keyboardRows: 12,
  cards: 6,
  broadcastReceivers: 300,
  broadcastsIn10s: 500,
  onlineIds: 100,
  detailsIn12h: 2,
  /** Messages to one person within an hour that the person did not answer. */
  unansweredInHour: 100,
} as const

/** Endings of files that Viber does not take. */
export const forbiddenFiles = new Set(
  (
    'action apk app bat bin cmd com command cpl csh exe gadget inf1 ins inx ipa isu job jse ksh lnk msc msi msp ' +
    'mst osx out paf pif prg ps1 reg rgs run sct shb shs u3p vb vbe vbs vbscript workflow ws wsf'
  ).split(' '),
)
