"""What kind of undertaking a name speaks of: one that may support an industry, or the daily work of an office.

Schools, hospitals, the police, streets, welfare, supervision and an office's own needs use the words of many
industries and support none of them. The last word decides less than the field: a name of such a field gives no
tag, unless it says outright that firms or an industry are supported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Fields of public service, and what an office does for itself. Only an outright word of support overcomes them.
_FIELDS: Final = {
    "school": (
        r"义务教育|学前教育|特殊教育|教育教学|教育信息化|智慧教育|中小学|小学|中学(?!习)|(?<!提)高中|高考|"
        r"中考(?![核察])|幼儿|校园|校舍|校车|学校|学位|宿舍|学生|教师|师资|课程|教材|课堂|公开课|兴趣班|社团|教学|"
        r"助学|奖学|(?<!科)学院|大学(?!生|科技园|城)|少年宫|青少年|科技辅导|夏令营|博士点|硕士点|实验课|学科竞赛"
    ),
    "health": (
        r"医院|病房|病床|门诊|卫生院|卫生室|卫生服务|公共卫生|妇幼|疾控|疾病|传染病|防疫|疫情|疫苗接种|预防接种|"
        r"献血|血站|急救|急诊|救护|诊疗设备|患者|医保|医疗救助|医疗保障|医疗费|医药费|公立医|基本药物|计划生育|"
        r"健康教育|健康素养|体检|爱国卫生|医共体|中医馆|适宜技术|核酸|助产|慢病|狂犬|流浪犬|家庭医生|重性精神"
    ),
    "police, courts, rescue": (
        r"公安|派出所|交警|警务|警用|警犬|民警|辅警|治安|平安小区|门禁|身份证|护照|号牌|车牌|户籍|法院|法庭|检察|"
        r"审判|卷宗|监狱|看守所|戒毒|拘留|司法局|司法所|反诈|扫黑|禁毒|缉毒|侦查|反恐|边防|人民防空|民兵|征兵|武警|消防救援|消防队|"
        r"消防安全|消防站|消防安防|安防消防|消防工程|消防设施|森林防火|森林航空|机场安全|护路联防|护林|防汛|抗旱|"
        r"救护队|核应急|应急物资|应急保供|保供网点|保供稳价|雪亮工程|天网工程|视频监控|无线电|频谱监测|禁飞|反制设备"
    ),
    "streets and grounds": (
        r"路灯|路面|(?<![\u4e00-\u9fff])[国省县乡村]道(?:改造|建设|养护|工程|大修)|(?:农村|普通)公路(?!沿线)|标线|大修|市政道路|道路养护|人行道|桥梁|井盖|雨污|排水|供水|自来水|饮水|改水|公厕|厕所|环卫|垃圾|保洁|"
        r"绿化|养护|公园(?:绿化|管理|养护|补植|改造|维护|设施)|市容|占道|停放秩序|停车秩序|道闸|车棚|噪声|投诉|河道|"
        r"老旧小区|棚户区|公墓|殡葬|城管|违建|拆迁|征拆|征地|土壤污染|社区(?:卫生|服务|工作|矫正|治理|党|居委)|门牌|"
        r"污水(?:治理|管|设施)|黑臭水体|地下水|水土流失|流域综合|石漠化|地质灾害|生态修复|尾矿库|水库|水利工程|闸门|启闭机|堤防|河堤|"
        r"疏浚|危房|微改造|(?<!搬)迁改|房屋征收|征收补偿|青苗|交通信号|公交车?(?:线路|候车|站台?|亏损|运营|购置|更新|车辆)|城市照明|亮化|地铁站|(?:地铁|轨道交通)\d+号线|出入口|匝道|内涝|泵站|"
        r"人居环境|美丽乡村|城镇化|灌区|网格|管网|农村道路|通村"
    ),
    "welfare": (
        r"残疾|低保|特困|困难群众|困难户|困难职工|困难家庭|救助|孤儿|福利院|抚恤|优抚|退役军人|双拥|慰问|取暖补贴|退休|"
        r"离休|老干部|遗属|安置|社会化管理|困境儿童|留守|移民|高龄津贴|失智|高龄老人|老年食堂|社会保障卡|社保卡|统筹外|丧葬|保障性住房|"
        r"公租房|廉租|补偿款|辅助器具"
    ),
    "staff and party": (
        r"党建|党员|党群|党务|党校|纪检|派驻|干部|公务员|文明创建|食堂|食材|伙食|制服|制式服装|公务用车|公车|执法车|"
        r"执法船|执法记录|因公出国|接待|职称|职工|劳模|考试|招聘|实习|见习|编外|人员工资|工资福利"
    ),
    "office": (
        r"装修|营房|(?:办公|机关|单位|档案|库房|实验室)搬迁|搬迁费|办公家具|办公楼|办公用房|办公终端|物业管理|房屋建筑物|业务用房|文印|归档|档案|话费|通信费|"
        r"通讯费|电话|宽带费|流量费|物流费|云桌面|瘦终端|视频会议|会议室|会议系统|政务外网|政务云|电子政务|政务服务|"
        r"政务大厅|协同办公|门户网站|公众号|热线|等级保护|等保|正版|杀毒|智慧城管|一网统管|一网通办|城市大脑|大厅|市民中心|行政中心|电梯(?!产业|制造|企业)|中央空调|"
        r"窗口|机要|财政一体化|预算一体化|联网直报|智慧政务|电子证照|电子票据|电子卷宗|历史遗留"
    ),
    "public culture": (
        r"村村通|户户通|农家书屋|公益放映|公益电影|电影放映|文物保护|文物安全|文物修缮|文物局|图书馆|城市书房|"
        r"文化馆|群众文化|惠民演出|送戏|应急广播|运动员|教练员|体校|体育馆|校园足球|吉祥物|"
        r"(?<! )博物馆|美术馆|科技馆|纪念馆|天文馆|免费开放|文化站|阅览室|低收费开放|媒体宣传|党课"
    ),
    "supervision": (
        r"安全检查|消防检查|安全生产(?:检查|监管|执法|巡查|监督)|执法|抽检|抽查|巡查|督查|督导|例行监测|监督检测|"
        r"质量安全|专项整治|隐患排查|生态环境保护|演练|应急预案|举报|打假|罚没|稽查|行政审批|普法|消费者权益|非法集资|信访|"
        r"(?:经济|人口|农业|污染源|灾害)普查|统计调查|环境监测(?!仪|装备|设备)|监督检查|市场监管|"
        r"监管(?!场所|中心|仓|区)|不良反应|事故调查|事故处理|扬尘|(?:在线|自动|质量)监测|检定|强检|检查(?:服务|经费|费)?$|农民工工资|检疫|动物防疫|无害化处理|"
        r"(?<!项目)储备(?!项目|林|企业|库)|清理整顿|整治(?:行动|工作)?$"
    ),
    "advice for the office": r"调研课题|课题(?:委托|调研)|思路(?:课题)?研究|专题调研|决策咨询|决策参考",
    "weather and earthquakes": (r"气象|人工影响天气|增雨|防雹|预报|预警|地震|防震|防灾减灾"),
    "publicity": (
        r"对外宣传|形象宣传|城市形象|宣传片|宣传册|宣传月|宣传周|宣传日|画册|折页|标语|印制|公益广告|短片|航拍|布展|党建展|科普"
    ),
    "lessons": (r"讲座|讲堂|培训班|研修|轮训|观摩|研讨班|进修|学习班|大讲堂|夜校|公益课|考察学习|知识竞赛|通识"),
}
_NO_INDUSTRY: Final = {field: re.compile(words) for field, words in _FIELDS.items()}
_BUSES: Final = re.compile(r"公交车?辆?(?:线路|购置|运营|亏损)")
"""The buses themselves are a term of the scheme (新能源公交车)."""
_FOR_INDUSTRY: Final = re.compile(
    r"产业(?:发展|扶持|集群|链|基地|振兴|培育|提升|高质量|创新|示范|专项|资金|奖|补|融合)|产业化|"
    r"企业(?:培育|奖|补|扶持|技改|技术改造|孵化|集聚)|技术攻关|首台套|成果转化"
)
# Buying, renting and mending for oneself; not when it is support for others (采购补贴).
_OWN_USE: Final = re.compile(
    r"监测|(?:服务|快递|邮寄|使用|保险|燃油|维护|保障|培训|检测|代理|清运|处置|调查|看护)(?:经)?费(?:用)?$|更新$|"
    r"加固|公交|购置|采购|(?<!融资)租赁|租用|租金|[检维]修(?!能力|产业|基地|企业|再制造)|维保|维护|运维|运行费|运行经费|制作费|制作$|印刷费|配备|"
    r"更新费|装备更新|更换|(?:信创|软件|终端|系统|电脑|设备|软硬件)(?:国产(?:化)?)?替[代换]|国产化替代|替代(?:采购|更新)|测评|巡检|安保|保安|安装|办公|机关|机构运行|后勤|审计|"
    r"(?<!操作)(?<!数控)(?<!牵引)(?<!储能)系统(?:$|建设|升级|开发|改造)|模块$|信息化(?:建设|项目|服务)|劳务派遣|"
    r"聘用|水电|网络租赁|网络安全服务|宣传费|法律顾问|会议费|差旅|培训费|设备费|信息系统|管理系统|业务系统|设备配置|"
    r"办公配置|家电配置|升级改造服务"
)
_SUPPORT: Final = re.compile(
    r"产业|企业|补贴|补助|奖励|奖补|贴息|扶持|示范|集群|攻关|培育|招商|基地|园区|专项资金|转型|研发|推广|创新|"
    r"应用场景|首台套|首台（套）|技改|技术改造|投产|保险补偿|促进机构|高质量发展|博览会|展览|大赛|论坛|公共服务平台|"
    r"中试"
)
_GRANT: Final = re.compile(
    r"(?:支持|扶持|鼓励)[^，。；]{2,30}(?:企业|合作社|厂商)|"
    r"[对为][^，。；]{2,40}(?:给予|进行|实施|发放)[^，。；]{0,10}(?:补贴|补助|奖励|奖补|贴息|资助)"
)


# Programmes to which all sectors may apply: the ones that their goals name are examples.
_OPEN_TO_ALL: Final = re.compile(
    r"招商|引资|人才|专精特新|小微|中小企业(?!数字化)|个体工商户|工业企业|科技型企业|高新技术企业|高企|倍增|领军企业|科技特派员|经开区|开发区|标准厂房|规上|规模以上|上规|稳增长|稳岗|外商投资|出国|外资|"
    r"贷款|风险补偿|担保|规划编制|普惠|营商环境|纾困|民营|职业技能|就业|创业|创新大赛|科技副总|产业教授|"
    r"博士后|考核|自由申报|自然科学基金|引导地方科技|企业家|东西部协作|对口协作|后备|上市|引导基金|商会|飞地|亩均|前期(?:工作)?经费|引才|以奖代补|研发投入|研究开发投入"
)
_PAYS: Final = re.compile("产业|企业|扶持|奖补|奖励|补助|补贴|发展(?:专项)?资金|培育|集群")
_PAYS_OUTRIGHT: Final = re.compile("扶持|奖励|奖补")


def no_industry(name: str, terms: Iterable[tuple[int, int]] = (), goal: str = "") -> str:
    """Why an undertaking of this name supports no industry, whatever words it holds; empty when it may.

    A goal that grants something to others (对公交企业…给予补贴) saves a name that only sounds like a purchase.
    `terms` are the places of the scheme's own terms in the name: the 核酸 of 小核酸药物 is no health service.
    """
    rest = name
    for begin, end in terms:
        rest = rest[:begin] + " " * (end - begin) + rest[end:]
    if _BUSES.search(name):
        return "streets and grounds: buses in the name"
    if not _FOR_INDUSTRY.search(name):
        for field, words in _NO_INDUSTRY.items():
            found = words.search(rest)
            if found:
                return f"{field}: 「{found.group()}」 in the name"
    own = _OWN_USE.search(rest)
    if own and not _SUPPORT.search(name) and not _GRANT.search(goal):
        return f"for the office itself: 「{own.group()}」 in the name"
    return ""


def is_open_to_all(name: str) -> bool:
    """Whether the name speaks of a programme to which all sectors may apply."""
    return bool(_OPEN_TO_ALL.search(name))


def pays_someone(name: str) -> bool:
    """Whether the name says that firms are paid, so that what the indicators count is what they are paid for."""
    return bool((_PAYS_OUTRIGHT if is_open_to_all(name) else _PAYS).search(name))
