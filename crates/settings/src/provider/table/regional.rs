//! Mailbox services of one country or language, most of them internet providers' own.

use super::common::{BOTH, STARTTLS, STARTTLS_FIRST, TLS, cited, implicit, service};
use crate::provider::row::{PasswordKind, Provider, UsernameForm};

/// The rows.
pub(super) const ROWS: &[Provider] = &[
    Provider {
        domains: &["t-online.de", "magenta.de"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "A separate e-mail password must be set; the account password does not work.",
        source: cited("Mozilla ISPDB: t-online.de.xml; Delta Chat provider database: t-online"),
        ..service("t-online", "T-Online / Telekom", &["securesmtp.t-online.de"], BOTH)
    },
    Provider {
        domains: &["vodafonemail.de", "arcor.de", "kabelmail.de"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: vodafonemail.de.xml (465); Delta Chat provider database (587)"),
        ..service("vodafone-de", "Vodafone Germany / Arcor", &["smtp.vodafonemail.de"], BOTH)
    },
    Provider {
        domains: &["freenet.de"],
        note: "Access for mail programs must be switched on in the web settings first.",
        source: cited("Delta Chat provider database: freenet.de"),
        ..service("freenet-de", "freenet.de", &["mx.freenet.de"], BOTH)
    },
    Provider {
        domains: &["a1.net", "aon.at"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: a1.net.xml"),
        ..service("a1-austria", "A1 Austria", &["securemail.a1.net"], STARTTLS)
    },
    Provider {
        domains: &["bluewin.ch", "bluemail.ch"],
        username: UsernameForm::FullAddress,
        note: "It uses a separate e-mail password.",
        source: cited("Mozilla ISPDB: bluewin.ch.xml"),
        ..service("bluewin", "Bluewin (Swisscom)", &["smtpauths.bluewin.ch"], TLS)
    },
    Provider {
        domains: &["btinternet.com", "btopenworld.com", "talk21.com"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: btinternet.com.xml"),
        ..service("bt-mail", "BT Mail", &["mail.btinternet.com"], TLS)
    },
    Provider {
        domains: &["sky.com"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: sky.com.xml"),
        ..service("sky", "Sky", &["smtp.tools.sky.com"], TLS)
    },
    Provider {
        domains: &["virginmedia.com"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: virginmedia.com.xml"),
        ..service("virgin-media", "Virgin Media", &["smtp.virginmedia.com"], TLS)
    },
    Provider {
        domains: &["orange.fr", "wanadoo.fr"],
        username: UsernameForm::FullAddress,
        note: "Access for other mail programs must be switched on; Orange blocks outbound port 25.",
        source: cited("Mozilla ISPDB: orange.fr.xml"),
        ..service("orange-fr", "Orange France / Wanadoo", &["smtp.orange.fr"], TLS)
    },
    Provider {
        domains: &["free.fr"],
        username: UsernameForm::LocalPart,
        note: "SMTP authentication must be switched on in the subscriber space.",
        source: cited("Mozilla ISPDB: free.fr.xml"),
        ..service("free-fr", "Free.fr", &["smtp.free.fr"], TLS)
    },
    Provider {
        domains: &["sfr.fr", "neuf.fr", "club-internet.fr"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: sfr.fr.xml"),
        ..service("sfr", "SFR / Neuf / Club-Internet", &["smtp.sfr.fr"], TLS)
    },
    Provider {
        domains: &["laposte.net"],
        username: UsernameForm::LocalPart,
        source: cited("Mozilla ISPDB: laposte.net.xml"),
        ..service("laposte", "La Poste", &["smtp.laposte.net"], TLS)
    },
    Provider {
        domains: &["libero.it", "iol.it", "blu.it", "inwind.it", "giallo.it"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        source: cited("Mozilla ISPDB: libero.it.xml"),
        ..service("libero", "Libero / IOL / Inwind", &["smtp.libero.it"], TLS)
    },
    Provider {
        domains: &["virgilio.it"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: virgilio.it.xml"),
        ..service("virgilio", "Virgilio", &["out.virgilio.it"], TLS)
    },
    Provider {
        domains: &["tim.it"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: tim.it.xml"),
        ..service("tim-it", "TIM / Alice", &["smtp.tim.it"], STARTTLS)
    },
    Provider {
        domains: &["tiscali.it"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: tiscali.it.xml"),
        ..service("tiscali-it", "Tiscali Italy", &["smtp.tiscali.it"], TLS)
    },
    Provider {
        domains: &["pec.it", "arubapec.it", "mypec.eu", "gigapec.it", "ingpec.eu"],
        username: UsernameForm::FullAddress,
        note: "Certified mail (PEC), with limits on attachments and recipients.",
        source: cited("Mozilla ISPDB: arubapec.it.xml"),
        ..service("aruba-pec", "Aruba PEC", &["smtps.pec.aruba.it"], TLS)
    },
    Provider {
        domains: &["kpnmail.nl", "kpnplanet.nl", "planet.nl", "wxs.nl", "hetnet.nl", "freeler.nl"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: kpnmail.nl.xml"),
        ..service("kpn", "KPN / XS4ALL", &["smtp.kpnmail.nl"], BOTH)
    },
    Provider {
        domains: &["hahah.nl", "ziggomail.com", "casema.nl", "zinders.nl", "ziggo.nl", "zeggis.nl"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: ziggo.nl.xml"),
        ..service("ziggo", "Ziggo", &["smtp.ziggo.nl"], STARTTLS)
    },
    Provider {
        domains: &["skynet.be", "proximus.be", "belgacom.net", "kidcity.be"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: skynet.be.xml"),
        ..service("proximus", "Proximus / Skynet", &["relay.proximus.be"], STARTTLS)
    },
    Provider {
        domains: &["seznam.cz", "email.cz", "post.cz", "spoluzaci.cz"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: seznam.cz.xml"),
        ..service("seznam", "Seznam", &["smtp.seznam.cz"], TLS)
    },
    Provider {
        domains: &["onet.pl", "onet.eu", "poczta.onet.pl", "poczta.onet.eu", "op.pl", "vp.pl"],
        username: UsernameForm::FullAddress,
        note: "Access for mail programs must be switched on in the web settings first.",
        source: cited("Mozilla ISPDB: onet.pl.xml"),
        ..service("onet", "Onet Poczta", &["smtp.poczta.onet.pl"], BOTH)
    },
    Provider {
        domains: &["wp.pl"],
        username: UsernameForm::LocalPart,
        note: "POP, IMAP and SMTP must be switched on in the web settings first.",
        source: cited("Mozilla ISPDB: wp.pl.xml"),
        ..service("wp-pl", "Wirtualna Polska", &["smtp.wp.pl"], TLS)
    },
    Provider {
        domains: &["o2.pl", "go2.pl", "tlen.pl", "prokonto.pl"],
        username: UsernameForm::LocalPart,
        note: "Access for mail programs must be switched on in the web settings first.",
        source: cited("Mozilla ISPDB: o2.pl.xml"),
        ..service("o2-pl", "o2 Poczta", &["poczta.o2.pl"], BOTH)
    },
    Provider {
        domains: &["ukr.net"],
        password: PasswordKind::AppPassword,
        note: "IMAP access must be switched on first.",
        source: cited("Delta Chat provider database: ukr.net; Mailspring provider settings"),
        ..service("ukr-net", "ukr.net", &["smtp.ukr.net"], TLS)
    },
    Provider {
        domains: &["comcast.net"],
        username: UsernameForm::FullAddress,
        oauth: true,
        note: "\"Third Party Access Security\" must allow other mail programs.",
        source: cited("Mozilla ISPDB: comcast.net.xml"),
        ..service("comcast", "Comcast / Xfinity", &["smtp.comcast.net"], BOTH)
    },
    Provider {
        domains: &[
            "ameritech.net",
            "att.net",
            "bellsouth.net",
            "currently.com",
            "flash.net",
            "nvbell.net",
            "pacbell.net",
            "prodigy.net",
            "sbcglobal.net",
            "snet.net",
            "swbell.net",
            "wans.net",
        ],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        oauth: true,
        note: "The password is a \"secure mail key\".",
        source: cited("Mozilla ISPDB: att.net.xml"),
        ..service(
            "att",
            "AT&T (att.net, sbcglobal.net, bellsouth.net)",
            &["outbound.att.net", "smtp.mail.att.net"],
            TLS,
        )
    },
    Provider {
        domains: &["charter.net", "spectrum.net", "bresnan.net"],
        username: UsernameForm::FullAddress,
        note: "Unlike most services it speaks implicit TLS, not STARTTLS, on port 587.",
        source: cited("Mozilla ISPDB: charter.net.xml"),
        ..service("spectrum", "Spectrum / Charter", &["mobile.charter.net"], &[implicit(587)])
    },
    Provider {
        domains: &["centurylink.net", "embarqmail.com"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: centurylink.net.xml"),
        ..service("centurylink", "CenturyLink", &["smtp.centurylink.net"], STARTTLS)
    },
    Provider {
        domains: &["earthlink.net", "mindspring.com", "ix.netcom.com"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: earthlink.net.xml"),
        ..service("earthlink", "EarthLink", &["smtpauth.earthlink.net"], STARTTLS)
    },
    Provider {
        domains: &["bell.net", "sympatico.ca"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: bell.net.xml"),
        ..service("bell-canada", "Bell Canada", &["smtphm.sympatico.ca"], STARTTLS)
    },
    Provider {
        domains: &["uol.com.br"],
        username: UsernameForm::LocalPart,
        source: cited("Mozilla ISPDB: uol.com.br.xml"),
        ..service("uol", "UOL Brasil", &["smtps.uol.com.br"], STARTTLS)
    },
    Provider {
        domains: &["bigpond.com", "bigpond.net.au", "telstra.com", "bigpond.net"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: bigpond.com.xml"),
        ..service("telstra", "Telstra BigPond", &["smtp.telstra.com"], TLS)
    },
    Provider {
        domains: &["xtra.co.nz"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: xtra.co.nz.xml"),
        ..service("xtra-nz", "Xtra (Spark NZ)", &["send.xtra.co.nz"], TLS)
    },
    Provider {
        domains: &["qq.com"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "The SMTP service must be switched on; the password is the authorization code it then shows.",
        source: cited("Mozilla ISPDB: qq.com.xml; Delta Chat provider database: qq"),
        ..service("qq", "QQ Mail", &["smtp.qq.com"], BOTH)
    },
    Provider {
        domains: &["163.com"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "POP3/SMTP/IMAP must be switched on; the password is the authorization code.",
        source: cited("Mozilla ISPDB: 163.com.xml; Delta Chat provider database: 163"),
        ..service("netease-163", "NetEase 163", &["smtp.163.com"], TLS)
    },
    Provider {
        domains: &["126.com"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "POP3/SMTP/IMAP must be switched on; the password is the authorization code.",
        source: cited("Mozilla ISPDB: 126.com.xml"),
        ..service("netease-126", "NetEase 126", &["smtp.126.com"], TLS)
    },
    Provider {
        domains: &["yeah.net"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "POP3/SMTP/IMAP must be switched on; the password is the authorization code.",
        source: cited("Mozilla ISPDB: yeah.net.xml"),
        ..service("netease-yeah", "NetEase yeah.net", &["smtp.yeah.net"], TLS)
    },
    Provider {
        domains: &["aliyun.com"],
        username: UsernameForm::FullAddress,
        source: cited("Nodemailer well-known services: Aliyun; Delta Chat provider database: aliyun"),
        ..service("aliyun-mail", "Aliyun Mail (personal)", &["smtp.aliyun.com"], TLS)
    },
    Provider {
        domains: &["sina.com"],
        password: PasswordKind::AppPassword,
        note: "The password is the authorization code.",
        source: cited("GitLab Omnibus SMTP examples: Sina"),
        ..service("sina", "Sina Mail", &["smtp.sina.com"], STARTTLS_FIRST)
    },
    Provider {
        domains: &["naver.com"],
        username: UsernameForm::FullAddress,
        note: "IMAP/SMTP must be switched on; with two-step verification, an app password.",
        source: cited("Mozilla ISPDB: naver.com.xml; Delta Chat provider database: naver"),
        ..service("naver", "Naver", &["smtp.naver.com"], BOTH)
    },
    Provider {
        domains: &["daum.net"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        source: cited("Mozilla ISPDB: daum.net.xml"),
        ..service("daum", "Daum / Kakao", &["smtp.daum.net"], TLS)
    },
    Provider {
        domains: &["yahoo.co.jp"],
        username: UsernameForm::LocalPart,
        note: "Access for external mail programs must be switched on.",
        source: cited("Mozilla ISPDB: yahoo.co.jp.xml"),
        ..service("yahoo-japan", "Yahoo! Japan", &["smtp.mail.yahoo.co.jp"], TLS)
    },
];
