// 居民示例；人物均为虚构 / residents; all are fictitious

Instance: patient-wang-xiulan
InstanceOf: CnPatient
Usage: #example
Title: "多卡合一的老年慢病患者"
* extension[ethnicity].valueCoding = $ethnicity#01 "汉族"
* identifier[identityNumber].use = #official
* identifier[identityNumber].value = "140105195603120249"
* identifier[healthCard].use = #usual
* identifier[healthCard].extension[kind].valueCoding = $card-kind#electronic-health-card "电子健康卡（码）"
* identifier[healthCard].extension[state].valueCoding = $card-state#active "正常"
* identifier[healthCard].value = "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928"
* identifier[socialSecurityCard].value = "A12345678"
* identifier[insuranceEVoucher].value = "140100D156000005A1B2C3D4E5F60718"
* identifier[healthRecordNumber].value = "14010500100100123"
* active = true
* name.use = #official
* name.text = "王秀兰"
* name.family = "王"
* name.given = "秀兰"
* telecom.system = #phone
* telecom.value = "13800000001"
* telecom.use = #mobile
* gender = #female
* birthDate = "1956-03-12"
* address.use = #home
* address.extension[division].valueCoding = $division#140105 "小店区"
* address.text = "山西省太原市小店区平阳路街道 12 号楼 3 单元 501"
* address.state = "山西省"
* address.city = "太原市"
* address.district = "小店区"
* maritalStatus = $marital#30 "丧偶"
* contact.relationship = $relationship#20 "子"
* contact.name.text = "张伟"
* contact.telecom.system = #phone
* contact.telecom.value = "13800000002"
* generalPractitioner = Reference(practitioner-li-min)
* managingOrganization = Reference(org-pingyang-community)

Instance: patient-zhang-wei
InstanceOf: CnPatient
Usage: #example
Title: "在职居民，两张健康卡中旧卡已换发"
* extension[ethnicity].valueCoding = $ethnicity#01 "汉族"
* identifier[identityNumber].value = "140105198511021175"
* identifier[healthCard][0].value = "ABD17E7ED399EF68AB5660155D6E226D2C92EAC3254A4A66BED83AED0ADA1E9E"
* identifier[healthCard][0].extension[state].valueCoding = $card-state#active
* identifier[healthCard][1].use = #old
* identifier[healthCard][1].value = "1401050000012345"
* identifier[healthCard][1].extension[state].valueCoding = $card-state#replaced "已换发"
* identifier[visitCard].value = "0000123456"
* identifier[visitCard].assigner = Reference(org-bingzhou-central)
* active = true
* name.text = "张伟"
* telecom.system = #phone
* telecom.value = "13800000002"
* gender = #male
* birthDate = "1985-11-02"
* maritalStatus = $marital#21 "初婚"
* managingOrganization = Reference(org-pingyang-community)

Instance: patient-bao-child
InstanceOf: CnPatient
Usage: #example
Title: "蒙古族儿童，监护人为母亲"
* extension[ethnicity].valueCoding = $ethnicity#02 "蒙古族"
* identifier[identityNumber].value = "140121201906012286"
* active = true
* name.text = "包萨仁图雅"
* gender = #female
* birthDate = "2019-06-01"
* contact.relationship = $relationship#52 "母亲"
* contact.name.text = "包其其格"
* contact.telecom.system = #phone
* contact.telecom.value = "13800000003"

Instance: patient-smith
InstanceOf: CnPatient
Usage: #example
Title: "外籍患者，以护照和永久居留证识别"
* identifier[passport].value = "E12345678"
* identifier[foreignerResidencePermit].value = "USA310079081410"
* active = true
* name.text = "SMITH JOHN"
* gender = #male
* birthDate = "1979-08-14"
* maritalStatus = $v3-MaritalStatus#M "Married"

Instance: patient-lin-taiwan
InstanceOf: CnPatient
Usage: #example
Title: "持台胞证患者，已故"
* identifier[taiwanPermit].value = "01234567"
* identifier[outpatientNumber].value = "20250001"
* identifier[outpatientNumber].assigner = Reference(org-bingzhou-central)
* active = false
* name.text = "林志明"
* gender = #male
* birthDate = "1948"
* deceasedDateTime = "2026-02-11T04:30:00+08:00"

Instance: patient-li-na
InstanceOf: CnPatient
Usage: #example
Title: "异地转诊患者，持市民卡"
* extension[ethnicity].valueCoding = $ethnicity#15 "土家族"
* identifier[identityNumber].value = "420528199001204287"
* identifier[citizenCard].value = "420500000123456"
* active = true
* name.text = "李娜"
* gender = #female
* birthDate = "1990-01-20"
* address.extension[division].valueCoding = $division#420528 "长阳土家族自治县"
* address.text = "湖北省宜昌市长阳土家族自治县龙舟坪镇"
* maritalStatus = $marital#10 "未婚"

Instance: coverage-wang-xiulan
InstanceOf: CnCoverage
Usage: #example
Title: "城乡居民基本医疗保险"
* status = #active
* type = $insurance#390 "城乡居民基本医疗保险"
* subscriber = Reference(patient-wang-xiulan)
* subscriberId = "140105195603120249"
* beneficiary = Reference(patient-wang-xiulan)
* relationship = $subscriber-relationship#self
* period.start = "2017-01-01"
* payor = Reference(org-insurer)

Instance: coverage-zhang-wei
InstanceOf: CnCoverage
Usage: #example
Title: "职工基本医疗保险"
* status = #active
* type = $insurance#310 "职工基本医疗保险"
* beneficiary = Reference(patient-zhang-wei)
* period.start = "2010-07-01"
* payor = Reference(org-insurer)

Instance: coverage-li-na
InstanceOf: CnCoverage
Usage: #example
Title: "异地转诊人员"
* extension[crossRegionGroup].valueCoding = $cross-region#referred "异地转诊"
* status = #active
* type = $insurance#390 "城乡居民基本医疗保险"
* beneficiary = Reference(patient-li-na)
* period.start = "2018-01-01"
* payor = Reference(org-insurer)

Instance: patient-liu-guihua
InstanceOf: CnPatient
Usage: #example
Title: "由别院并入：身份证号码以旧系统的两个别名登记"
* identifier[identityNumberHl7China].value = "140105196207043020"
* identifier[identityNumberOther].value = "140105196207043020"
* identifier[passport].value = "E12345678"
* active = true
* name.text = "刘桂花"
* gender = #female
* birthDate = "1962-07-04"
