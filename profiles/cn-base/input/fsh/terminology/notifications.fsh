// 通知 / notifications

CodeSystem: NotificationTopicCodes
Id: notification-topic
Title: "通知主题"
Description: "通知所属的业务。What notifications are about."
* insert CodeSystemHead
* #booking "预约"
* #booking ^designation[+].language = #en
* #booking ^designation[=].value = "Booking"
* #health-card "健康卡"
* #health-card ^designation[+].language = #en
* #health-card ^designation[=].value = "Health card"
* #recognition "结果互认"
* #recognition ^designation[+].language = #en
* #recognition ^designation[=].value = "Recognition of results"
* #referral "转诊"
* #referral ^designation[+].language = #en
* #referral ^designation[=].value = "Referral"

ValueSet: NotificationTopic
Id: notification-topic
Title: "通知主题"
Description: "通知所属的业务。What notifications are about."
* insert ValueSetHead
* include codes from system NotificationTopicCodes
