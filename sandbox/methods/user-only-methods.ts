// Methods of API 5.199 that exist but refuse a community's token: VK answers them with error 27.
// Source: access_token_type in VK's published API schema (MIT), 5.199.
const namesByFamily: Readonly<Record<string, string>> = {
  account: `ban changePassword getActiveOffers getAppPermissions getBanned getCounters getInfo getProfileInfo
    getPushSettings registerDevice saveProfileInfo setInfo setOffline setOnline setPushSettings
    setSilenceMode unban unregisterDevice`,
  ads: `addOfficeUsers checkLink createAds createCampaigns createClients createLookalikeRequest
    createTargetGroup createTargetPixel deleteAds deleteCampaigns deleteClients deleteTargetGroup
    deleteTargetPixel getAccounts getAds getAdsLayout getAdsTargeting getBudget getCampaigns
    getCategories getClients getDemographics getFloodStats getLookalikeRequests getMusicians
    getMusiciansByIds getOfficeUsers getPostsReach getRejectionReason getStatistics getSuggestions
    getTargetGroups getTargetPixels getTargetingStats getUploadURL getVideoUploadURL
    importTargetContacts removeOfficeUsers removeTargetContacts saveLookalikeRequestResult
    shareTargetGroup updateAds updateCampaigns updateClients updateOfficeUsers updateTargetGroup
    updateTargetPixel`,
  appWidgets: `getAppImageUploadServer saveAppImage`,
  apps: `addSnippet addUsersToTestingGroup deleteAppRequests deleteSnippet get getCatalog getFriendsList
    getLeaderboard getMiniAppPolicies getScopes getScore getSnippets getTestingGroups
    isNotificationsAllowed promoHasActiveGift promoUseGift removeTestingGroup
    removeUsersFromTestingGroups sendRequest updateMetaForTestingGroup`,
  auth: `restore`,
  board: `addTopic closeTopic createComment deleteTopic editComment editTopic fixTopic getComments getTopics
    openTopic unfixTopic`,
  bugtracker: `addCompanyGroupsMembers addCompanyMembers changeBugreportStatus createComment getBugreportById
    getCompanyGroupMembers getCompanyMembers getDownloadVersionUrl getProductBuildUploadServer
    removeCompanyGroupMember removeCompanyMember saveProductVersion setCompanyMemberRole
    setProductIsOver`,
  calls: `forceFinish start`,
  database: `getChairs getCities getCitiesById getCountries getCountriesById getFaculties getMetroStations
    getMetroStationsById getRegions getSchoolClasses getSchools getUniversities`,
  docs: `add delete edit get getTypes getUploadServer restore`,
  donut: `getFriends getSubscription getSubscriptions isDon`,
  downloadedGames: `getPaidStatus`,
  fave: `addArticle addLink addPage addPost addProduct addTag addVideo editTag get getPages getTags markSeen
    removeArticle removeLink removePage removePost removeProduct removeTag removeVideo reorderTags
    setPageTags setTags trackPageInteraction`,
  friends: `add addList areFriends delete deleteAllRequests deleteList edit editList get getAppUsers getLists
    getMutual getOnline getRecent getRequests getSuggestions search`,
  gifts: `get`,
  groups: `addLink approveRequest ban create deleteLink editLink editManager get getAddresses getCatalogInfo
    getInvitedUsers getInvites getRequests getSettings invite join leave removeUser reorderLink search
    toggleMarket unban`,
  leadForms: `create delete get getLeads getUploadURL list update`,
  likes: `add delete getList isLiked`,
  market: `add addAlbum addProperty addPropertyVariant addToAlbum createComment delete deleteAlbum
    deleteComment deleteProperty deletePropertyVariant edit editAlbum editComment editProperty
    editPropertyVariant filterCategories get getAlbumById getAlbums getById getCategories getComments
    getOrders getProductPhotoUploadServer getProperties groupItems removeFromAlbum reorderAlbums
    reorderItems report reportComment restore restoreComment saveProductPhoto saveProductPhotoBulk
    search searchItems searchItemsBasic ungroupItems`,
  messages: `addChatUser addChatUsers allowMessagesFromGroup denyMessagesFromGroup getChat getChatPreview
    getLastActivity getReactionsAssets joinChatByInviteLink markAsImportant markReactionsAsRead
    muteChatMentions`,
  newsfeed: `addBan deleteBan deleteList get getBanned getComments getLists getMentions getRecommended
    getSuggestedSources ignoreItem saveList search unignoreItem unsubscribe`,
  notes: `add createComment delete deleteComment edit editComment get getById getComments restoreComment`,
  notifications: `get markAsViewed sendMessage`,
  orders: `cancelSubscription changeState get getAmount getById getUserSubscriptionById getUserSubscriptions`,
  pages: `clearCache get getHistory getTitles getVersion parseWiki save saveAccess`,
  photos: `confirmTag copy createAlbum createComment delete deleteAlbum deleteComment edit editAlbum
    editComment get getAlbums getAlbumsCount getAll getAllComments getById getComments
    getMarketAlbumUploadServer getNewTags getOwnerPhotoUploadServer getTags getUploadServer
    getUserPhotos getWallUploadServer makeCover move putTag removeTag reorderAlbums reorderPhotos report
    reportComment restore restoreComment save saveMarketAlbumPhoto saveOwnerPhoto saveWallPhoto search`,
  polls: `addVote create deleteVote edit getBackgrounds getById getPhotoUploadServer getVoters savePhoto`,
  prettyCards: `create delete edit get getById getUploadURL`,
  search: `getHints`,
  secure: `addAppEvent checkToken getAppBalance getSMSHistory getTransactionsHistory getUserLevel
    giveEventSticker sendNotification sendSMSNotification setCounter`,
  stats: `get getPostReach trackVisitor`,
  status: `get set`,
  store: `addStickersToFavorite getFavoriteStickers getProducts getStickersKeywords removeStickersFromFavorite`,
  stories: `banOwner getBanned getDetailedStats search sendInteraction unbanOwner`,
  streaming: `getServerUrl getStats getStem`,
  translations: `translate`,
  users: `getFollowers getSubscriptions report search`,
  utils: `deleteFromLastShortened getLastShortenedLinks`,
  video: `add addAlbum addToAlbum createComment delete deleteAlbum deleteComment edit editAlbum editComment
    get getAlbumById getAlbums getAlbumsByVideo getComments getLongPollServer getThumbUploadUrl
    liveGetCategories removeFromAlbum reorderAlbums reorderVideos report reportComment restore
    restoreComment save saveUploadedThumb search startStreaming stopStreaming unpinComment`,
  wall: `checkCopyrightLink delete deleteComment edit editAdsStealth editComment get getById getComment
    getComments getReposts parseAttachedLink pin post postAdsStealth reportComment reportPost repost
    restore restoreComment search unpin`,
  widgets: `getComments getPages`,
}

/** Names such as `wall.getComments`. */
export const userOnlyMethods: ReadonlySet<string> = new Set(
  Object.entries(namesByFamily).flatMap(([family, names]) =>
    names.split(/\s+/).map((name) => `${family}.${name}`),
  ),
)
