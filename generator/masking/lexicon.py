"""Words the name rule rests on: facts of the language, kept apart from the rule.

Surnames: the commonest of the frequency table in the repository
wainshine/Chinese-Names-Corpus (Apache-2.0), without those that are words or
mean a place or a thing far more often than a person.
"""

from pathlib import Path


def words(name: str) -> list[str]:
    """The words of one of the lists beside this module (words/NAME.txt)."""
    return (Path(__file__).with_name("words") / f"{name}.txt").read_text(encoding="utf-8").split()


# A surname wherever it stands.
SURNAMES = frozenset(
    "王李张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹彭肖蔡潘田董袁余蒋叶杜苏魏程吕丁沈任姚卢"
    "钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白毛江闫薛尹段雷黎史龙钱贺陶顾龚郝邵严洪赖武傅莫孔汤温康施牛"
    "樊葛邢易乔伍庞颜倪庄聂鲁岳翟申殷詹欧耿关覃兰焦俞柳甘祝宁符阮舒纪柯梅童毕凌季霍苗裴涂谷曲冉翁蓝骆游靳辛"
    "柴蒙鲍华喻祁蒲滕萧屈饶牟艾尤阎穆农司古吉卓车简缪项麦褚窦娄戚岑宫景卜费冷晏卫柏隋宗桂瞿苟楼闵佟臧卞姬邬师"
    "仇栾丘刁沙寇荣巫郎桑甄敖虞仲池巩佘查麻苑迟邝封谈鞠匡荆冀胥郁芦栗燕楚鄢扬劳谌奚皮蔺粟冼闻厉伊郜海阚花强帅"
    "屠朴练廉禹井巴祖丰晋云晁芮阙戈浦薄鹿邸亓邰杭赫冯嵇竺郦郗荀钮濮尉茅戎揭靖琚蒯逯茹邴雒付万文章左盛储安"
    "郜郐郄崖牧冶岩幸"
)
# Also a word of another sort (于 at, 向 to, 应 must, 曾 once): a surname only where
# nothing else can stand.
WORD_SURNAMES = frozenset(
    "于向应曾常方成时单齐尚和从管全解包代水阳边官南平路祝明鲜都车关游强文安申查简和盛师费代封付文万章左储那"
)
COMPOUND = (
    "欧阳|上官|司马|司徒|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯|东方|端木|独孤|南宫|西门|轩辕|长孙|宇文|闻人|鲜于"
    "|澹台|公冶|呼延|申屠|太史|万俟|钟离|濮阳|淳于|仲孙|赫连|拓跋|完颜|纳兰|左丘|百里|闾丘|亓官|乐正|宗政|巫马"
    "|东郭|公羊|谷梁|梁丘|漆雕|壤驷|公西|颛孙|宰父|羊舌|段干|公良|公仪"
)
# Of these the grammar words: never directly after a role (当事人曾多次…).
GRAMMAR_SURNAMES = frozenset("于向应曾时尚从都和全解包代那师")
# Characters that given names are made of.
GIVEN = frozenset(
    "建国伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力玲华红梅鹏飞雪峰波斌浩宇轩子涵梓萱欣怡佳嘉俊豪思诗雨晨阳晓东海"
    "燕春秋冬夏小大志忠良义仁德福寿康宁安全成功林森木云龙虎彪凯旋胜利民生荣光煌振兴盛昌永长庆祥瑞吉喜乐欢怀爱慧聪颖倩茜菲菁莹"
    "萍莉莲蓉芬芝芸茹荷菊花翠珍珠玉琴琳琪瑶瑾璐璇珊玮珏琼瑛淑贤惠雅洁清澄泽润沛淼江河湖洪浪津鸿鹤鹰凤凰麒麟骏驰腾跃翔展程远航"
    "帆帅威武雄健铁柱钢锋锐铭鑫钰锦铮银宝贵富财发旺达通顺正直方圆中央天地宏博学才章书墨翰敬礼孝廉诚信实真善美好佩佰仲伯叔季孟"
    "少卿君臣相侯彦士儒哲睿智捷启迪新立业创基根本源泉山川岩石岭岳崇高峻松柏杨柳桃李竹桐桦楠榕槐彬炎焱煜炜烨灿炳焕耀晖晴晶昊昕"
    "昱晟晗旭旦晋景星辰月亮霖雯霏露雷电震霆风虹伶俐丹彤紫青蓝白黛素妍妮娅婷婉婧媛嫣娇娥姗姝姣妹姐凡卉冰凌冉前进勤劳勋励劲卓南"
    "北西友双可向叶吟和咏品唯喆嗣坚坤培堂增声壮奇奎奕如妙娣孜守宗定宜宣家容宽宾密寒尧岚嵘州工巧巍希常幼广庭延开弘影徐得微心必"
    "忆念恒恩悦情惟想意愉慈戈戎扬承拓掌政敦斯施旗日时昂昆昭普曙曼有服朋期朝权杉来欧歌殿毅毓水汉沁沐泓泳洲浚浦淇渊渝温游湘滨滢"
    "漫潇潮澜灵炯焰熙牧特献玄玖玥玫珂理瑜璋璞甜甫畅盈益盼睦矛知碧磬祖禄禾秉科稳穆童竣笑笛策简粤精纪纯纲纹绍经维绮绪缘罡群羽翊"
    "耕聚育胤能自至致舒舟艺节苏若苗茂范茵荃莎菀萌葵蒙蓓蔚蕊蕾薇藤蝶衡言誉议记许诺谊谦谨象贝贞赐越路轶轲轮辅迎运连逸道遥邦郁野"
    "金钊钦钧铎锡锟镇镜闯闻阔阿陆陶隆难雁韬韵韶顶颂领颜飙香骁骥魁鲁鲲鸣黎鼎齐龄娃狗毛妞婆伢囡囝弟哥嫂二三四五六七八九千万亿丁"
    "卫土火井田禹骞赫珩珅瀚瀛祺禧祯祎芷芊苒莞菡蓁蕙熠燊炫烁焜旻昀晏晔暄曦朔柯栋梁楷榆槿歆沅泰浠涓淳湛溪滔澍濡灏钗钿钏锁琦琛琨"
    "瑄璟璨瓒喻嵩峥巅庚庸廷彰彭循忻怿恺惜愫懿抒攀斐旸易昇儿鱼多靖裕要筠翌羿骅骐穗穹朵朗瑟琥珀缨络绣绢彩衍汝汐沫渔渺澈潞濂灼煊"
    "煦牡犇猛畴皓皎眉稚笙筱箫纶绫翎翘耘茗荔莺蕴裳赛邺郡采铃镕霄霁颐骄鹂鹃鹊冕凝劼勃勉勖升召呈圣坦垚城妤姿婕孺尔屹岱帛帼弈征恬"
    "恪恭悠慎憬扶挺斗柔桢棋棣椿樱橙檀沧济世亚继登占重复绳棠钟树材更午皇宪造传作修原周奋岛抱晚曹杏潜烽照球甲盾筑罗约肃舜隐音驷"
    "驹遵醒谭郑严卢戴魏韩曾杜袁蒋吕崔薛段尹贺钱汤葛乔樊庄池申洗兵蝉猴丑牛羊马兔猪辛壬癸乙丙戊己亥戌酉寅卯巳淘淦添渤溢漪焘熹爽"
    "琎琰硕羲肇联臻芙芮苓茉荟莘菱萃萤葆蓬蔓薰谋赋起践迅迈逊逢遂铠锴键隽韧飒馨骋鸢伦佑侠俪倪偲傲允元兆先克典冠冲冶凇初剑劭勐化"
    "协厚叙古史啸团园坛垣墉壁夫奥妃姚娴婵孔孙存宛寰封尊岗帝幸序张徽恢慕托抗拥择擎"
)
# What no given name holds: grammar, numbers of things, kinds of places and offices.
NEVER_IN_NAMES = frozenset(
    "的了是在不未者等们及或与该其此被把将已于因应须需会个条款项元号店厂司局所处市区县镇乡街村院馆站场室楼层房屋公内外上下前后"
    "左右里间边旁某*×?○X年月日时分吨斤米次件份只台辆辈人名家就则即也又都并且而但若如果由从向对给以为什么何谁哪这那您我你"
    "他她它无没非否勿再还仍均各每另本涉受接作做使用去过着车品食药物货费罚案证照法规律令政府部门单位企机关组织商户员工职务责任"
    "权利违查检测验样可引介止禁示提问答报告送收退换买卖售购租借拿打拆装拍抓放丢弃倒停拉推拖扣押删减低短薄厚旧坏假劣臭油烟酒茶"
    "糖盐醋肉菜饭粮蛋奶饮吃喝睡坐跑说讲听看写些种类型码价值钱币账税率额量数度倍半几两第届期限却虽既仅最很太地得庭队漠管裁更召"
)
# First two characters of ordinary words that begin with a surname's character,
# found by running the rule over laws and case facts.
ORDINARY = frozenset(words("ordinary"))


# Tables of the likely names: figures, worked out from the family names' frequencies (same repository), from how
# often a character stands in laws and case facts, and from the dictionary of jieba 0.42.1 (MIT, Sun Junyi)
# without what it calls names. docs/detection.md says how.
RARE_SURNAMES = frozenset(
    "贝乌年房连党席米商丛惠班原满仝盖漆卿狄索宣扈伏雍辜裘宿隆习亢湛於逄昝巢阴鄂束檀"
)
# A word or part of one about as often as a surname, and far more often.
DOUBTFUL_SURNAMES = frozenset(
    "万习井代任储农冶劳包华南卫司向安官宣封岩崖师常成房文方施晋束游满牧班申盖章符米索练花解费路车边都"
)
SELDOM_SURNAMES = frozenset("从全关单原和商平应强时明查水海管项")
# Of GIVEN those that stand in any text, so that they say little.
COMMON_IN_GIVEN = frozenset(
    "国和定有政民理业工生二地作本经三中可家安全施发照品进方四得建自五实要时权期成日通水情元学重六利开向申运立信采大记金直七文相海正程能"
    "明育军服化万电八许展议书月九原源登复造道前根特华基范路章强财起卫高承意科力协必常严密航土知节新益长修城义存传领劳影健济征平易材林超"
    "托维约励河守联更广容序清志培风善游康镇银团小"
)

# What given names also hold, too seldom or too often a word for the certain rule.
ALSO_GIVEN = frozenset(
    "然环太京梦珮蔼偕孚苍炽觉洙桓玺霜映荫繁植镐勰卿一行兆懋翀喆垚淼焱犇赟堃嫚婳媞芃苡荻蔓薏葳筠篁玘玚珝珣琇琬瑀璠璎晞昉暘曈曜炘炅烺煐燚湉沄洵浛湜滢潆濛韫颀颉骢鸾鹄鹭彧弋劼骞隽旖旎晁奭翾翙翯祎禛禔祐祜"
    "秾稷穰笛策节萧葭蔺藜蘅虔衎裕襄訫谙谌豫贽赫跃轲逵邈郴鄞酉醇钒铄铖锟锜镒闵陌隅雩霁韡飏馥驭骅鲲鹍黛鼐龄伊米贤诺豫巾歌汐沂泗漳润渭濮贻贾辰迈达邺郸鄢釉铂"
    "铨铸镔长阡阮阳附陇陵隗隰雍雒霓静鞍韦颢飓飨驿骥骧髫魏鲍鸥鹂鹏麓庚宥宸尤奚奂夔壬坻垣堰塬墀埼埠圻囿吾君启吟咏哈嘉喻嗣噙劢勖匀卉卓厉原叡仪仟佟佶侃侗俣倓倜偃傃僖儆儇光冀冏净凛"
)


def _pairs(name: str, *, key_first: bool) -> frozenset[str]:
    """Two-character words of a list that groups them: the shared character, a blank, the other ones."""
    lines = (Path(__file__).with_name("words") / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(
        line[0] + other if key_first else other + line[0]
        for line in lines.splitlines()
        for other in line[2:]
    )


# Ordinary words that begin with a surname's character, of two characters and of more, …
BEGINNINGS = _pairs("beginnings", key_first=True)
LONGER = frozenset(words("longer"))
# … that end with one, …
ENDINGS = _pairs("endings", key_first=False)
# … and that begin with a character of given names (提供 after 王建: the name is no 王建提).
OPENINGS = _pairs("openings", key_first=True)
