/** How an official appeal is filed: the end of «официальное обращение можно подать …». Regions set their own words. */
export const usualOfficialWays =
  'через Госуслуги, в интернет-приёмной администрации, письмом или на личном приёме'
